import type { Command, Report } from '../../core/loop/command.ts';
import type { Entry } from '../../core/loop/event.ts';
import type { FactoryState } from '../../core/loop/state.ts';
import type { Activity } from '../../core/contract.ts';
import type { Result } from '../../core/result.ts';

/** The single writer. Everything that happens in the factory goes through `dispatch`. */
export type Orchestrator = {
  /** Live and read-only to everyone else. */
  readonly state: FactoryState;
  /** Sequence number of the last entry folded into `state`. */
  seq(): number;
  /** Decides, records durably, folds, then performs what is owed. Resolves when the facts are on disk. */
  dispatch(command: Command): Promise<Result<readonly Entry[]>>;
  /** Records a fact of the world, and waits with it while the disk refuses. */
  report(event: Report): Promise<Result<readonly Entry[]>>;
  /** Called after each durable batch. */
  subscribe(listener: (entries: readonly Entry[]) => void): () => void;
  /** What working runs were last seen doing. */
  subscribeActivity(listener: (activity: readonly Activity[]) => void): () => void;
  /** Begins to perform owed work, after reconciling with the world. Without it the factory only records. */
  start(): Promise<void>;
  /** Resolves when nothing is under way that could go on without the person. */
  settled(): Promise<void>;
  /** Ends runs in order (they resume at the next start) and resolves when no child is left. */
  stop(): Promise<void>;
};
