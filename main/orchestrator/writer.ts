import type { RepoId, ThreadId } from '../../core/ids.ts';
import type { Command } from '../../core/loop/command.ts';
import { decide } from '../../core/loop/decide.ts';
import type { Entry, FactoryEvent } from '../../core/loop/event.ts';
import { evolve } from '../../core/loop/evolve.ts';
import type { FactoryState } from '../../core/loop/state.ts';
import { fail, ok } from '../../core/result.ts';
import type { Result } from '../../core/result.ts';
import type { Journal } from '../store/store-port.ts';

type Waiting = { readonly command: Command; readonly settle: (result: Result<readonly Entry[]>) => void };
type Accepted = { readonly settle: Waiting['settle']; readonly events: readonly FactoryEvent[] };

export type Writer = {
  readonly state: FactoryState;
  seq(): number;
  dispatch(command: Command): Promise<Result<readonly Entry[]>>;
  /** Writes the projection of everything recorded so far. */
  project(): void;
};

const projectAfterMs = 250;

/**
 * The single writer. Commands that arrive together are decided one after the other and recorded in one commit;
 * nothing is folded, told or performed unless that commit is on disk.
 */
export function createWriter(
  journal: Journal,
  options: { readonly now: () => number; readonly onRecorded: (entries: readonly Entry[]) => void },
): Writer {
  const loaded = journal.load();
  const { state } = loaded;
  let { seq } = loaded;
  let queue: Waiting[] = [];
  let unprojected: Entry[] = [];
  let timer: NodeJS.Timeout | undefined;

  function drain(): void {
    const batch = queue;
    queue = [];
    const at = options.now();
    const undo = new Undo(state);
    const accepted: Accepted[] = [];
    for (const { command, settle } of batch) {
      const decision = decide(state, command);
      if (!decision.ok) {
        settle(decision);
        continue;
      }
      for (const event of decision.value) {
        undo.remember(event);
        evolve(state, { seq: 0, at, event });
      }
      accepted.push({ settle, events: decision.value });
    }
    record(at, accepted, undo);
  }

  function record(at: number, accepted: readonly Accepted[], undo: Undo): void {
    const events = accepted.flatMap((each) => each.events);
    if (events.length === 0) {
      for (const { settle } of accepted) settle(ok([]));
      return;
    }
    const entries = attempt(() => journal.append(at, events));
    if (!entries.ok) {
      undo.restore();
      for (const { settle } of accepted) settle(entries);
      return;
    }
    seq = entries.value.at(-1)?.seq ?? seq;
    unprojected.push(...entries.value);
    timer ??= setTimeout(project, projectAfterMs);
    let from = 0;
    for (const { settle, events: own } of accepted) settle(ok(entries.value.slice(from, (from += own.length))));
    options.onRecorded(entries.value);
  }

  function project(): void {
    clearTimeout(timer);
    timer = undefined;
    const written = attempt(() => {
      journal.project(state, unprojected);
    });
    // A projection may lag: what could not be written now is written with the next batch, or folded at the next start.
    if (written.ok) unprojected = [];
  }

  return {
    state,
    seq: () => seq,
    project,
    dispatch: (command) =>
      new Promise((settle) => {
        if (queue.push({ command, settle }) === 1) setImmediate(drain);
      }),
  };
}

function attempt<T>(work: () => T): Result<T> {
  try {
    return ok(work());
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return fail({
      code: 'journal-unwritable',
      message: `The journal could not be written, so nothing was done: ${reason}`,
      next: 'Check the free space and the permissions of the data folder',
    });
  }
}

/** Remembers what a batch is about to change, so that a refused commit leaves the state as it was. */
class Undo {
  readonly #state: FactoryState;
  readonly #threads = new Map<ThreadId, ReturnType<FactoryState['threads']['get']>>();
  readonly #repos = new Map<RepoId, ReturnType<FactoryState['repos']['get']>>();

  constructor(state: FactoryState) {
    this.#state = state;
  }

  remember(event: FactoryEvent): void {
    if ('thread' in event) {
      if (!this.#threads.has(event.thread)) this.#threads.set(event.thread, this.#state.threads.get(event.thread));
      return;
    }
    const repo = event.type === 'repo.added' ? event.repo.id : event.repo;
    if (!this.#repos.has(repo)) this.#repos.set(repo, this.#state.repos.get(repo));
  }

  restore(): void {
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
