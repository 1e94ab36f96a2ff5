import type { ThreadId } from '../ids.ts';
import type { Thread } from '../model/thread.ts';

/** The threads by id, with a record of which of them changed, so that looking again costs what changed. */
export class Threads extends Map<ThreadId, Thread> {
  #changed = new Set<ThreadId>();

  constructor(threads: Iterable<Thread> = []) {
    super();
    for (const thread of threads) this.set(thread.thread, thread);
  }

  override set(id: ThreadId, thread: Thread): this {
    this.#changed.add(id);
    return super.set(id, thread);
  }

  override delete(id: ThreadId): boolean {
    this.#changed.add(id);
    return super.delete(id);
  }

  /** Those that were set or deleted since it was called last. */
  takeChanged(): ReadonlySet<ThreadId> {
    const changed = this.#changed;
    this.#changed = new Set();
    return changed;
  }
}
