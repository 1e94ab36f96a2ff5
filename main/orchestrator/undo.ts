import type { RepoId, SignalId, ThreadId } from '../../core/ids.ts';
import type { FactoryEvent } from '../../core/loop/event.ts';
import type { FactoryState } from '../../core/loop/state.ts';
import { subjectOf } from '../../core/loop/subject.ts';

/** Remembers what a batch is about to change, so that a refused commit leaves the state as it was. */
export class Undo {
  readonly #state: FactoryState;
  readonly #threads = new Map<ThreadId, ReturnType<FactoryState['threads']['get']>>();
  readonly #repos = new Map<RepoId, ReturnType<FactoryState['repos']['get']>>();
  readonly #signals = new Map<SignalId, ReturnType<FactoryState['signals']['get']>>();

  readonly #gate: FactoryState['gate'];
  readonly #limits: FactoryState['limits'];
  readonly #seat: FactoryState['seat'];

  constructor(state: FactoryState) {
    this.#state = state;
    this.#gate = state.gate;
    this.#limits = state.limits;
    this.#seat = state.seat;
  }

  remember(event: FactoryEvent): void {
    const subject = subjectOf(event);
    if (subject.kind === 'thread') keep(this.#threads, this.#state.threads, subject.id);
    if (subject.kind === 'repo') keep(this.#repos, this.#state.repos, subject.id);
    if (subject.kind === 'signal') keep(this.#signals, this.#state.signals, subject.id);
  }

  restore(): void {
    this.#state.gate = this.#gate;
    this.#state.limits = this.#limits;
    this.#state.seat = this.#seat;
    putBack(this.#threads, this.#state.threads);
    putBack(this.#repos, this.#state.repos);
    putBack(this.#signals, this.#state.signals);
  }
}

function keep<K, V>(kept: Map<K, V | undefined>, from: ReadonlyMap<K, V>, id: K): void {
  if (!kept.has(id)) kept.set(id, from.get(id));
}

function putBack<K, V>(kept: ReadonlyMap<K, V | undefined>, into: Map<K, V>): void {
  for (const [id, value] of kept) {
    if (value === undefined) into.delete(id);
    else into.set(id, value);
  }
}
