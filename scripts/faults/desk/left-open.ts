import { processesIn, signal } from '../../../e2e/processes.ts';

/** What must not outlive the suite, in the order in which it was opened. */
const open = new Set<() => void>();
const lastLookMs = 5000;

/** When the suite itself is told to end, `close` is called before it does. Answers how to be forgotten. */
export function closeWhenCut(close: () => void): () => void {
  if (open.size === 0) for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(name, cut);
  open.add(close);
  return () => void open.delete(close);
}

/** The latest first. In one go, so that no round begins a factory anew meanwhile. */
export function closeAll(): void {
  for (const close of [...open].reverse()) close();
  open.clear();
}

function cut(): void {
  closeAll();
  process.exit(143);
}

/** Ends all that was started with this HOME, also what that starts while it is being ended. */
export function endAllIn(home: string): void {
  const limit = performance.now() + lastLookMs;
  const pause = new Int32Array(new SharedArrayBuffer(4));
  for (let left = processesIn(home); left.length > 0 && performance.now() < limit; left = processesIn(home)) {
    for (const { pid } of left) signal(pid, 'SIGKILL');
    Atomics.wait(pause, 0, 0, 50);
  }
}
