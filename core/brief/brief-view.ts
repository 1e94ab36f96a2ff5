import type { RunId } from '../ids.ts';
import type { Cut } from './budget.ts';

/** A brief as text. `run`: it was given to that one; else it is what a new session would get now. */
export type BriefView = {
  readonly run?: RunId;
  readonly text: string;
  /** SHA-256 of the text. */
  readonly hash: string;
  readonly skills: readonly { readonly name: string; readonly from: string | undefined; readonly why: string }[];
  readonly cuts: readonly Cut[];
  /** The runs that were given one, oldest first. */
  readonly given: readonly RunId[];
  /** False: the thread's harness follows its recipe and reads no brief. */
  readonly read: boolean;
};
