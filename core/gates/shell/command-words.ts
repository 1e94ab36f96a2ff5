import { forEachChild, parse, type SyntaxNode } from 'unbash';
import { syntaxError } from './syntax.ts';

export type CommandWords = { readonly words: readonly string[]; readonly error?: string };

/** The words in command position, in source order: what a parser must find whatever surrounds them. */
export function commandWords(text: string): CommandWords {
  const script = parse(text);
  const words: string[] = [];
  let error = syntaxError(script, text);
  const visit = (node: SyntaxNode): void => {
    if (node.type === 'Command' && node.name) words.push(node.name.value);
    if (node.type === 'Script') error ??= node.errors?.[0]?.message;
    forEachChild(node, visit);
  };
  visit(script);
  return error === undefined ? { words } : { words, error };
}
