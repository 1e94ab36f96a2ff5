import type { RepoId, ThreadId } from '../../core/ids.ts';
import { isGateEvent, isLimitEvent } from '../../core/loop/event.ts';
import type { FactoryEvent } from '../../core/loop/event.ts';
import type { FactoryState } from '../../core/loop/state.ts';

/** Remembers what a batch is about to change, so that a refused commit leaves the state as it was. */
export class Undo {
  readonly #state: FactoryState;
  readonly #threads = new Map<ThreadId, ReturnType<FactoryState['threads']['get']>>();
  readonly #repos = new Map<RepoId, ReturnType<FactoryState['repos']['get']>>();

  readonly #gate: FactoryState['gate'];
  readonly #limits: FactoryState['limits'];

  constructor(state: FactoryState) {
    this.#state = state;
    this.#gate = state.gate;
    this.#limits = state.limits;
  }

  remember(event: FactoryEvent): void {
    if ('thread' in event) {
      if (!this.#threads.has(event.thread)) this.#threads.set(event.thread, this.#state.threads.get(event.thread));
      return;
    }
    if (isGateEvent(event) || isLimitEvent(event)) return;
    const repo = event.type === 'repo.added' ? event.repo.id : event.repo;
    if (!this.#repos.has(repo)) this.#repos.set(repo, this.#state.repos.get(repo));
  }

  restore(): void {
    this.#state.gate = this.#gate;
    this.#state.limits = this.#limits;
    for (const [id, thread] of this.#threads) {
      if (thread) this.#state.threads.set(id, thread);
      else this.#state.threads.delete(id);
    }
    for (const [id, repo] of this.#repos) {
      if (repo) this.#state.repos.set(id, repo);
      else this.#state.repos.delete(id);
    }
  }
}
