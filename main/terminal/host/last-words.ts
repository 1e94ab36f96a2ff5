import type { IPty } from '@lydell/node-pty';

/** Longer nobody waits for what a program that was left behind in the terminal goes on printing. */
const mostMs = 2000;
/** The kernel hands over what was printed in pieces, and between two of them a busy machine may do something else. */
const quietMs = 250;
const lookMs = 20;

type Stream = {
  readonly readableLength: number;
  on(event: 'data', heard: () => void): unknown;
  destroy(reason?: Error): unknown;
};

/**
 * node-pty closes the terminal 200 ms after its program has ended, and at its end of file, each read or not: on a busy
 * machine, or where the program is held, its last words are lost. From now on all that was printed is read first: up to
 * the end of file, or, where another program still has the terminal open, until it is quiet.
 */
export function hearLastWords(program: Pick<IPty, 'resume'>): void {
  // No part of what it promises: where it is another way, all stays as it is.
  const stream = (program as { _socket?: Stream })._socket;
  if (typeof stream?.destroy !== 'function') return;
  const close = stream.destroy.bind(stream);
  let heard = 0;
  let endOfFile: Error | undefined;
  let looking: NodeJS.Timeout | undefined;
  const look = (began: number) => {
    const now = performance.now();
    const readAll = endOfFile !== undefined && stream.readableLength === 0;
    if (!readAll && now - heard < quietMs && now - began < mostMs) return program.resume();
    clearInterval(looking);
    close(endOfFile);
  };
  stream.on('data', () => (heard = performance.now()));
  stream.destroy = (reason) => {
    endOfFile ??= reason;
    if (looking) return;
    const began = performance.now();
    heard = began;
    program.resume();
    looking = setInterval(() => look(began), lookMs);
  };
}
