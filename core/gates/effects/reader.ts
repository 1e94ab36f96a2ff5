import type { ActionEffect, EffectiveCommand, Target, Word } from '../../model/action.ts';
import type { GateContext } from '../context.ts';
import { resolveTarget } from '../paths.ts';

/** What earlier commands of the same action have set up for later ones. */
export type EffectState = {
  readonly context: GateContext;
  /** git aliases defined so far. */
  readonly aliases: Map<string, string>;
  /** Symbolic links made so far: link → target. */
  readonly links: Map<string, string>;
  /** Secret files whose variables the shell has taken in. */
  readonly sourced: Set<string>;
};

/** One program's command line → what it does. `words` are those after the program's name. */
export type EffectReader = (words: readonly Word[], at: ReaderContext) => readonly ActionEffect[];
export type ReaderContext = {
  readonly command: EffectiveCommand;
  readonly state: EffectState;
  readonly program: string;
};

export type ReaderTable = Readonly<Record<string, EffectReader | undefined>>;

/** The file that a word names. With `keepLast` a link as such, not what it points to. */
export function targetOf(word: Word, { command, state }: ReaderContext, keepLast = false): Target {
  return resolveTarget(word, { cwd: command.cwd, context: state.context, links: state.links, keepLast });
}

export function writes(words: readonly Word[], at: ReaderContext): readonly ActionEffect[] {
  return words.map((word) => ({ kind: 'write', target: targetOf(word, at), segment: at.command.segment }));
}

export function deletes(words: readonly Word[], at: ReaderContext, recursive: boolean): readonly ActionEffect[] {
  return words.map((word) => ({
    kind: 'delete',
    target: targetOf(word, at, true),
    recursive,
    segment: at.command.segment,
  }));
}

export function notOption(word: Word): boolean {
  return !word.text.startsWith('-') || word.text === '-';
}
