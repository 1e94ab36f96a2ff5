import { createHash, timingSafeEqual } from 'node:crypto';
import type { Socket } from 'node:net';
import { fail, ok } from '../../../core/result.ts';
import { lineSplitter } from '../../process/lines.ts';
import type { Line } from '../../process/lines.ts';
import type { Caller, Router } from '../router-port.ts';
import { Hello, MAX_REQUEST_LINE, parseLine, Request } from './protocol.ts';
import type { FromServer } from './protocol.ts';

/** A client that leaves this many bytes unread is cut off; it can come back and catch up. */
const MAX_UNREAD = 512 * 1024 * 1024;
const HELLO_MS = 5000;
/** A client that does not take its last answer has this long to do so. */
const GOODBYE_MS = 2000;

export type Terms = { readonly router: Router; readonly token: string; readonly caller: Caller };

export type Connection = {
  /** Answers what is under way, then closes. */
  finish(): void;
};

/** Speaks with one client until it goes away, is refused, or `finish` is called. */
export function converse(socket: Socket, terms: Terms): Connection {
  const talk: Talk = { socket, terms, phase: 'unknown', pending: 0, unsubscribe: undefined };
  const timer = setTimeout(() => {
    if (talk.phase === 'unknown') refuse(talk, 'no-hello', 'No token came');
  }, HELLO_MS);
  const lines = lineSplitter(MAX_REQUEST_LINE, (line) => take(talk, line));
  socket.on('data', (chunk) => lines.write(chunk));
  // A client that goes away is no fault of ours; `close` follows.
  socket.on('error', () => socket.destroy());
  socket.on('close', () => {
    clearTimeout(timer);
    talk.unsubscribe?.();
  });
  return {
    finish() {
      if (talk.phase !== 'refused') talk.phase = 'finishing';
      endWhenIdle(talk);
    },
  };
}

type Talk = {
  readonly socket: Socket;
  readonly terms: Terms;
  phase: 'unknown' | 'known' | 'finishing' | 'refused';
  /** Requests that are not answered yet. */
  pending: number;
  unsubscribe: (() => void) | undefined;
};

function take(talk: Talk, { text, truncated }: Line): void {
  if (talk.phase === 'refused') return;
  if (truncated) return refuse(talk, 'line-too-long', `A line may have ${String(MAX_REQUEST_LINE)} bytes`);
  const value = parseLine(text);
  if (talk.phase === 'unknown') return greet(talk, value);
  const request = Request.safeParse(value);
  if (!request.success) return refuse(talk, 'bad-request', 'A line must be {"id":1,"method":"…","input":{…}}');
  void answer(talk, request.data);
}

function greet(talk: Talk, value: unknown): void {
  const hello = Hello.safeParse(value);
  if (!hello.success) return refuse(talk, 'bad-hello', 'The first line must be {"protocol":1,"token":"…"}');
  if (!sameToken(hello.data.token, talk.terms.token))
    return refuse(talk, 'bad-token', 'The token is not of this start');
  talk.phase = 'known';
  send(talk, { hello: ok({ pid: process.pid }) });
}

/** Compares hashes, so that neither content nor length shows in the time it takes. */
function sameToken(given: string, token: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(given), hash(token));
}

async function answer(talk: Talk, request: Request): Promise<void> {
  const { router, caller } = talk.terms;
  if (talk.phase !== 'known')
    return send(talk, { id: request.id, result: fail({ code: 'closing', message: 'The factory is closing' }) });
  if ('subscribe' in request) {
    talk.unsubscribe ??= router.subscribe(caller, (push) => send(talk, { push }));
    return send(talk, { id: request.id, result: ok({ done: true }) });
  }
  talk.pending += 1;
  const result = await router.handle(caller, request.method, request.input);
  talk.pending -= 1;
  send(talk, { id: request.id, result });
  endWhenIdle(talk);
}

function send({ socket }: Talk, message: FromServer): void {
  if (!socket.writable) return;
  socket.write(`${JSON.stringify(message)}\n`);
  if (socket.writableLength > MAX_UNREAD) socket.destroy();
}

function refuse(talk: Talk, code: string, message: string): void {
  talk.phase = 'refused';
  send(talk, { hello: fail({ code, message }) });
  end(talk.socket);
}

function endWhenIdle({ phase, pending, socket }: Talk): void {
  if (phase === 'finishing' && pending === 0) end(socket);
}

function end(socket: Socket): void {
  socket.end();
  setTimeout(() => socket.destroy(), GOODBYE_MS).unref();
}
