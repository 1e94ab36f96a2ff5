import { setTimeout as pause } from 'node:timers/promises';
import type { Answer, Send } from '../../main/harness/model-server/model-server.ts';
import type { Reply } from '../../main/harness/model-server/conversation.ts';
import type { Fault } from './scenario.ts';

const MESSAGES: Readonly<Record<number, string>> = {
  400: 'scripted: the request is invalid',
  401: 'scripted: the key is invalid',
  429: 'scripted: too many requests',
  500: 'scripted: internal error',
  529: 'scripted: overloaded',
};

export function faultyAnswer(fault: Fault, reply: Reply): Answer {
  if (fault.fault === 'status') {
    const { status, retryAfter } = fault;
    const headers = retryAfter === undefined ? undefined : { 'retry-after': String(retryAfter) };
    return { kind: 'refuse', status, message: MESSAGES[status] ?? 'scripted', headers };
  }
  return { kind: 'reply', reply, send: fault.fault === 'slow' ? slowly(fault.ms) : WAYS[fault.fault] };
}

const WAYS: Readonly<Record<'drop' | 'hang' | 'cut' | 'garbage', Send>> = {
  drop: async (pieces, response) => {
    response.write(firstHalf(pieces));
    await pause(50);
    response.socket?.resetAndDestroy();
  },
  hang: async (pieces, response) => {
    response.write(firstHalf(pieces));
  },
  cut: async (pieces, response) => {
    response.end(firstHalf(pieces));
  },
  garbage: async (pieces, response) => {
    response.write(firstHalf(pieces));
    response.end(Buffer.from([0xff, 0xfe, 0x00, 0xc3, 0x28, 0x0a, 0x0a, ...Buffer.from('data: {"half": \n\n')]));
  },
};

/** JSON comes in one piece: half of it is half of its text. */
function firstHalf(pieces: readonly string[]): string {
  if (pieces.length === 1) return (pieces[0] ?? '').slice(0, (pieces[0] ?? '').length / 2);
  return pieces.slice(0, Math.ceil(pieces.length / 2)).join('');
}

function slowly(ms: number): Send {
  return async (pieces, response) => {
    for (const piece of pieces) {
      await pause(ms);
      if (response.destroyed) return;
      response.write(piece);
    }
    response.end();
  };
}
