import type { OrderId } from '../ids.ts';
import type { Choice, ChoiceAction, Evidence } from '../model/deciding/decision.ts';

/** What the rules would have done, with all that a person needs to agree or not. */
export type Proposal = {
  /** The same as long as nothing new speaks for it, so that an answer counts. */
  readonly key: string;
  readonly choice: Choice;
  /** The standing order that it follows: the person has said so beforehand. */
  readonly order?: OrderId;
  /** Who should work, as the order says. */
  readonly harness?: string;
  /** Rests on evidence that a machine checked: the rules may do it alone where the person lets them. */
  readonly certain: boolean;
  /** The thread takes up nothing new before somebody decided. */
  readonly must: boolean;
  /** Nothing that should catch the eye: it is listed where it is looked for. */
  readonly minor?: boolean;
  readonly reason: string;
  readonly evidence: readonly Evidence[];
  readonly alternatives: readonly ChoiceAction[];
  /** What it has cost so far; absent where nothing has been spent on it. */
  readonly cost?: string;
  /** What would be lost, and how it comes back. */
  readonly lost: string;
  readonly reviveWhen: string;
};
