import type { ToolCall } from '../../core/model/action.ts';
import { likelySecretsIn } from '../../core/secrets/scan.ts';

const mostNotes = 5;
const mostTexts = 200;
const longest = 200_000;

/**
 * What a person should know of a call although it decides nothing: a value that only looks like a secret. Known tokens
 * are the business of a rule. No part of the value is told.
 */
export function notesOn({ input }: ToolCall): string[] {
  const notes = textsIn(input)
    .flatMap((text) => likelySecretsIn(text.slice(0, longest)))
    .map(({ rule, start, end }) => `looks like a secret: ${rule}, ${String(end - start)} characters (masked)`);
  return [...new Set(notes)].slice(0, mostNotes);
}

function textsIn(input: ToolCall['input']): readonly string[] {
  const texts: string[] = [];
  const left: ToolCall['input'][string][] = Object.values(input);
  while (left.length > 0 && texts.length < mostTexts) {
    const value = left.pop();
    if (typeof value === 'string') texts.push(value);
    else if (typeof value === 'object' && value !== null) left.push(...Object.values(value).slice(0, mostTexts));
  }
  return texts;
}
