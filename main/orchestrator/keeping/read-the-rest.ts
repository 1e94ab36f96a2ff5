import type { Threads } from '../../../core/loop/threads.ts';

/** About so many threads at once take a few milliseconds, between which others get their turn. */
const [atOnce, restMs] = [250, 25];

/** Reads what the start left unread, so that nobody has to wait for it who asks for all threads. Answers how to stop. */
export function readTheRest(threads: Pick<Threads, 'read'>, firstMs = 3_000): () => void {
  let timer = setTimeout(next, firstMs).unref();
  function next(): void {
    try {
      if (threads.read(atOnce)) timer = setTimeout(next, restMs).unref();
    } catch (error) {
      console.error('teatree: reading finished threads failed', error);
    }
  }
  return () => clearTimeout(timer);
}
