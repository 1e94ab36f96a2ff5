import type { IPty } from '@lydell/node-pty';

/** Longer nobody waits for what a program that was left behind in the terminal goes on printing. */
const mostMs = 2000;

type Stream = { on(event: 'data', heard: () => void): unknown; destroy(): unknown };

/**
 * node-pty closes the terminal 200 ms after its program has ended, read or not: on a busy machine, or where the program
 * is held, its last words are lost. From now on all that was printed is read first.
 */
export function hearLastWords(program: Pick<IPty, 'resume'>): void {
  // No part of what it promises: where it is another way, all stays as it is.
  const stream = (program as { _socket?: Stream })._socket;
  if (typeof stream?.destroy !== 'function') return;
  const close = stream.destroy.bind(stream);
  let pieces = 0;
  stream.on('data', () => (pieces += 1));
  stream.destroy = () => {
    const until = performance.now() + mostMs;
    program.resume();
    // Between two of these the loop reads what is there.
    const drain = (before: number): unknown =>
      setImmediate(() => (pieces === before || performance.now() > until ? close() : drain(pieces)));
    return drain(-1);
  };
}
