import type { Call } from '../../../core/contract.ts';
import type { Entry } from '../../../core/loop/event.ts';
import type { Result } from '../../../core/result.ts';
import type { Judgement, Said } from '../../../core/evals/judge/judge.ts';
import type { ThreadId } from '../../../core/ids.ts';
import type { TrialPlace } from './place.ts';

/** A factory of its own, in a process of its own, with the gates and the containment of every other. */
export type TrialFactory = {
  readonly call: Call;
  /** Gets every new fact from now on. */
  onEntries(listener: (entries: readonly Entry[]) => void): Promise<void>;
  /** Resolves when it went away by itself. */
  readonly lost: Promise<void>;
  /** Ends it and everything it started. */
  close(): Promise<void>;
};

/** Who opens factories for trials; given from above, since a tool knows nothing of factories. */
export type TrialLab = {
  open(place: TrialPlace, script: string | undefined): Promise<Result<TrialFactory>>;
  /** Where the agents of that factory keep their scratch. */
  scratchOf(place: TrialPlace, thread: { readonly thread: ThreadId; readonly title: string }): string;
  /** Resolves when there is room for one more. */
  admitted(signal: AbortSignal): Promise<void>;
  /** Asks a model that has no tool but to answer. What went wrong is an answer too: that it cannot tell. */
  judge(asked: AskedJudge): Promise<Said & Pick<Judgement, 'harness' | 'model' | 'usd'>>;
};

export type AskedJudge = {
  /** What to judge, whole. */
  readonly order: string;
  /** Undefined: the one that the lab has for it. */
  readonly harness: string | undefined;
  readonly model: string | undefined;
  /** The agent that was tried. */
  readonly tried: string;
  readonly signal: AbortSignal;
};
