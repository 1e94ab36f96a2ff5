import type { Word } from '../../../../model/action.ts';
import type { Frame } from '../../session.ts';

/** What a script of a text tool does beyond its own input and output. */
export type Deed = { readonly kind: 'run' | 'read' | 'write' | 'show'; readonly word: Word };
export type DeedReader = (words: readonly Word[], frame: Frame) => readonly Deed[];
