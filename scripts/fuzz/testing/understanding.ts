import { normalise } from '../../../core/gates/action.ts';
import { exampleContext, exampleCwd } from '../../../core/gates/example/context.ts';
import type { EffectiveCommand, Word } from '../../../core/model/action.ts';
import type { Ran } from './sandbox.ts';

export type Understanding = { readonly opaque: boolean; readonly commands: readonly EffectiveCommand[] };

export function understand(text: string): Understanding {
  const call = { id: 'fuzz', tool: 'shell', input: { command: text }, cwd: exampleCwd };
  const { commands, effects } = normalise(call, exampleContext);
  return { opaque: effects.some(({ kind }) => kind === 'opaque' || kind === 'code'), commands };
}

/** Did the gate expect this program with these words? What it calls unknown or a pattern may be anything. */
export function isExpected(ran: Ran, { commands }: Understanding): boolean {
  return commands.some(({ argv }) => fits(argv, ran));
}

function fits(argv: readonly Word[], ran: Ran): boolean {
  const [head, ...words] = argv;
  if (head?.text !== ran[0]) return false;
  if (words.some(isLoose)) return true;
  return words.length === ran.length - 1 && words.every((word, at) => word.text === ran[at + 1]);
}

function isLoose(word: Word): boolean {
  return !word.known || word.glob === true || word.text.startsWith('/dev/fd/');
}
