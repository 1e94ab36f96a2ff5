import type { Word } from '../../../model/action.ts';
import type { Frame, Invocation } from '../session.ts';
import type { Language } from './tokens.ts';

export type Script = {
  readonly code: Word;
  readonly language: Language;
  readonly args: readonly Word[];
  readonly prints: boolean;
};

/** Where code is followed. `env` holds what it sets for the programs it starts. */
export type At = {
  readonly script: Script;
  readonly invocation: Invocation;
  readonly frame: Frame;
  readonly env: Record<string, Word>;
};
