import { connect, type Socket } from 'node:net';
import { fail, ok, type Result } from '../../../core/result.ts';
import type { Child, Fork, ProcessExit } from '../fork.ts';
import { isAlive } from '../identity.ts';
import { waitFor } from './patience.ts';
import { helloLine, type FromSpawner, type ToSpawner } from './protocol.ts';

export type Switchboard = {
  readonly fork: Fork;
  readonly hear: (news: Exclude<FromSpawner, { kind: 'listening' }>) => void;
  /** The spawner is gone: what is unanswered fails, what lives is adopted. */
  readonly close: () => void;
};

type Line = {
  readonly token: string;
  readonly address: string;
  readonly answersWithinMs: number;
  readonly send: (message: ToSpawner) => void;
  /** Ends a spawner that does not answer. */
  readonly giveUp: () => void;
};

type Pipes = readonly [stdin: Socket | undefined, stdout: Socket, stderr: Socket];
type Call = {
  readonly pipes: Pipes;
  readonly answer: (child: Result<Child>) => void;
  readonly stopWaiting: () => void;
};
type Started = {
  readonly pid: number;
  readonly startedAt: string | undefined;
  readonly end: (exit: ProcessExit) => void;
};

/** What this process has too few of; everything else is the spawner's fault. */
const EXHAUSTED = ['EMFILE', 'ENFILE', 'ENOMEM', 'EAGAIN'];
/** Without its pipes a program is not started, so another way may be taken. */
export const UNREACHABLE = 'spawner-unreachable';
const NOT_THERE = ['ECONNREFUSED', 'ENOENT'];
const LOOK_EVERY_MS = 200;

/** The app's side of one spawner: who waits for which answer, and whose end. */
export function switchboard({ token, address, answersWithinMs, send, giveUp }: Line): Switchboard {
  const calls = new Map<number, Call>();
  const started = new Map<number, Started>();
  let last = 0;

  function answer(id: number, result: (call: Call) => Result<Child>): void {
    const call = calls.get(id);
    if (!call) return;
    calls.delete(id);
    call.stopWaiting();
    const child = result(call);
    if (!child.ok) for (const pipe of call.pipes) pipe?.destroy();
    call.answer(child);
  }

  function begin({ id, pid, startedAt }: Extract<FromSpawner, { kind: 'started' }>): void {
    answer(id, ({ pipes: [stdin, stdout, stderr] }) => {
      const exited = new Promise<ProcessExit>((end) => started.set(id, { pid, startedAt, end }));
      return ok({ pid, startedAt, stdin, stdout, stderr, exited });
    });
  }

  return {
    fork: (line) =>
      new Promise((resolve) => {
        const id = (last += 1);
        const pipe = (fd: number) => {
          const socket = connect({ path: address, allowHalfOpen: true });
          // Until the program runs; afterwards its user is told by the pipe itself.
          socket.on('error', ({ message, code = '' }: NodeJS.ErrnoException) => {
            if (!EXHAUSTED.includes(code) && calls.has(id)) giveUp();
            const ours = EXHAUSTED.includes(code) ? code : 'spawner-gone';
            answer(id, () => fail({ code: NOT_THERE.includes(code) ? UNREACHABLE : ours, message }));
          });
          socket.write(helloLine(token, { id, fd }));
          return socket;
        };
        const pipes: Pipes = [line.stdin === 'pipe' ? pipe(0) : undefined, pipe(1), pipe(2)];
        calls.set(id, { pipes, answer: resolve, stopWaiting: waitFor(answersWithinMs, giveUp) });
        send({ kind: 'fork', id, ...line, args: [...line.args] });
      }),
    hear(news) {
      if (news.kind === 'started') return begin(news);
      if (news.kind === 'failed') return answer(news.id, () => fail({ code: news.code, message: news.message }));
      started.get(news.id)?.end({ exitCode: news.exitCode, signal: news.signal });
      started.delete(news.id);
    },
    close() {
      const gone = fail({ code: 'spawner-gone', message: 'the process that starts programs ended meanwhile' });
      for (const id of [...calls.keys()]) answer(id, () => gone);
      for (const child of started.values()) void adopt(child);
      started.clear();
    },
  };
}

/** Nobody can tell how an adopted program ended, only that it did. */
async function adopt({ pid, startedAt, end }: Started): Promise<void> {
  const unknown = { exitCode: undefined, signal: undefined };
  if (startedAt === undefined) return end(unknown);
  for (;;) {
    const life = await isAlive({ pid, startedAt });
    if (life.kind === 'known' && !life.alive) return end(unknown);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS).unref());
  }
}
