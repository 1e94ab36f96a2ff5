import type { Command } from '../../core/loop/command.ts';
import { decide } from '../../core/loop/decide.ts';
import type { Entry, FactoryEvent } from '../../core/loop/event.ts';
import { evolve } from '../../core/loop/evolve.ts';
import type { FactoryState } from '../../core/loop/state.ts';
import { fail, ok } from '../../core/result.ts';
import type { Result } from '../../core/result.ts';
import type { Journal } from '../store/store-port.ts';
import { Undo } from './undo.ts';
import { withoutSecrets } from './without-secrets.ts';

type Waiting = { readonly command: Command; readonly settle: (result: Result<readonly Entry[]>) => void };
type Decided = { readonly settle: Waiting['settle']; readonly decision: Result<readonly FactoryEvent[]> };

type WriterOptions = {
  readonly now: () => number;
  readonly onRecorded: (entries: readonly Entry[]) => void;
};

export type Writer = {
  readonly state: FactoryState;
  seq(): number;
  dispatch(command: Command): Promise<Result<readonly Entry[]>>;
  /** Writes the projection of everything recorded so far. */
  project(): void;
};

/**
 * The single writer. Commands that arrive together are decided one after the other and recorded in one commit;
 * nothing is folded, told or performed unless that commit is on disk.
 */
export function createWriter(journal: Journal, { now, onRecorded }: WriterOptions): Writer {
  const loaded = journal.load();
  const { state } = loaded;
  const projector = createProjector(journal, state);
  let { seq } = loaded;
  let queue: Waiting[] = [];

  function drain(): void {
    const batch = queue;
    queue = [];
    const at = now();
    const undo = new Undo(state);
    const decided = batch.map(({ command, settle }) => ({
      settle,
      decision: provisionally(state, command, { at, undo }),
    }));
    const events = decided.flatMap(({ decision }) => (decision.ok ? decision.value : []));
    const entries = events.length === 0 ? ok([]) : attempt(() => journal.append(at, events));
    if (!entries.ok) undo.restore();
    settleAll(decided, entries);
    if (!entries.ok || entries.value.length === 0) return;
    seq = entries.value.at(-1)?.seq ?? seq;
    projector.add(entries.value);
    onRecorded(entries.value);
  }

  return {
    state,
    seq: () => seq,
    project: projector.project,
    dispatch: (command) =>
      new Promise((settle) => {
        const clean = withoutSecrets(command);
        if (!clean.ok) settle(clean);
        else if (queue.push({ command: clean.value, settle }) === 1) setImmediate(drain);
      }),
  };
}

/** Decides and folds; a refusal changes nothing. */
function provisionally(
  state: FactoryState,
  command: Command,
  { at, undo }: { at: number; undo: Undo },
): Decided['decision'] {
  const decision = decide(state, command);
  if (!decision.ok) return decision;
  for (const event of decision.value) {
    undo.remember(event);
    evolve(state, { seq: 0, at, event });
  }
  return decision;
}

/** Each command gets its own entries. Where nothing could be recorded no refusal holds either: it may rest on the facts of its neighbours. */
function settleAll(decided: readonly Decided[], entries: Result<readonly Entry[]>): void {
  let from = 0;
  for (const { settle, decision } of decided) {
    if (!entries.ok) settle(entries);
    else if (!decision.ok) settle(decision);
    else settle(ok(entries.value.slice(from, (from += decision.value.length))));
  }
}

const projectAfterMs = 250;

/** A projection may lag: what cannot be written now is written with the next batch, or folded at the next start. */
function createProjector(journal: Journal, state: FactoryState) {
  let waiting: Entry[] = [];
  let timer: NodeJS.Timeout | undefined;

  function project(): void {
    clearTimeout(timer);
    timer = undefined;
    const written = attempt(() => {
      journal.project(state, waiting);
    });
    if (written.ok) waiting = [];
  }

  return {
    project,
    add(entries: readonly Entry[]): void {
      waiting.push(...entries);
      timer ??= setTimeout(project, projectAfterMs);
    },
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
