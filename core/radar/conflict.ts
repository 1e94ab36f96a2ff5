import type { CommitId } from '../ids.ts';

/** From and to, both included, counted from 1. */
export type LineRange = readonly [from: number, to: number];

/** A file that a merge of two commits cannot decide. */
export type FileConflict = {
  readonly path: string;
  /** Git's word for it: `contents`, `modify/delete`, `file/directory`, `binary` … */
  readonly kind: string;
  /** Where, in the file as each commit has it. Empty where lines do not tell: the file is gone there, or not text. */
  readonly lines: readonly LineRange[];
  readonly theirLines: readonly LineRange[];
};

/** A branch that is looked at, by any name that tells it from the others. */
export type RadarHead<Name extends string = string> = { readonly name: Name; readonly commit: CommitId };

/** Two heads as a merge of them would come out: it conflicts in `files`, or is clean and both touch `shared`. */
export type Meeting<Name extends string = string> = {
  readonly a: Name;
  readonly b: Name;
  readonly files: readonly FileConflict[];
  readonly shared: readonly string[];
};
