import type { RunId } from '../ids.ts';
import type { Cut } from './budget.ts';

/** A brief as text. `run`: it was given to that one; else it is what a new session would get now. */
export type BriefView = {
  readonly run?: RunId;
  readonly text: string;
  /** SHA-256 of the text. */
  readonly hash: string;
  /** What it speaks of; `why` is there when something of the thread speaks for it. */
  readonly skills: readonly { readonly name: string; readonly from: string | undefined; readonly why?: string }[];
  /** Skills that are there and not given, each with the reason. */
  readonly notGiven: readonly string[];
  readonly cuts: readonly Cut[];
  /** How many characters there is room for; absent where it is not known any more. */
  readonly budget?: number;
  /** What is not in it yet, because the workspace is not made: it is a preview while there is any. */
  readonly unknown: readonly string[];
  /** The runs that were given one, oldest first. */
  readonly given: readonly RunId[];
  /** False: the thread's harness follows its recipe and reads no brief. */
  readonly read: boolean;
};
