import { visible } from '../views/text/visible.ts';

/**
 * Text of a file, a commit or a program, as data: every line of it begins with `>`, so that nothing in it can pass for a
 * line of ours, and nothing in it is hidden.
 */
export function quoted(source: string, text: string): string {
  return `From ${onOneLine(source, 120)}:\n${text
    .split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/)
    .map((line) => `> ${visible(line)}`.trimEnd())
    .join('\n')}`;
}

/** The same for a short text inside a line of ours. */
export function named(text: string, most = 300): string {
  return `"${onOneLine(text, most).replaceAll('"', "'")}"`;
}

export function onOneLine(text: string, most: number): string {
  const line = visible(text.replace(/[\s\u0085\u2028\u2029]+/g, ' ').trim());
  return line.length > most ? `${line.slice(0, most - 1).trimEnd()}…` : line;
}
