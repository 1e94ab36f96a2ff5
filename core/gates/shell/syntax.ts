import type { Command, ParsedScript, SyntaxNode } from 'unbash';

/** The first thing wrong with the text, or undefined. unbash drops some tokens without an error: those count. */
export function syntaxError(script: ParsedScript, text: string): string | undefined {
  const [error] = script.errors ?? [];
  if (error) return error.message;
  if (text.includes('<<'))
    return /(?<!<)<<-?\s*(['"])(?![^\n]*\1)/.test(text) ? 'a here-document whose delimiter is not closed' : undefined;
  const last = script.commands.at(-1);
  if (!last || last.end >= text.length) return undefined;
  const rest = text.slice(last.end).replace(/#.*$/gm, '');
  return /[^\s;&\\]/.test(rest) ? unexpected(rest) : undefined;
}

/** A token between the words of a command that belongs to none of them, as the bracket in `a b(c`. */
export function droppedToken({ pos, name, prefix, suffix }: Command, source: string): string | undefined {
  let end = pos;
  const all: readonly SyntaxNode[] = name ? [...prefix, name, ...suffix] : prefix;
  for (const part of all) {
    if (part.pos > end + 1 || (part.pos > end && !isSpace(source.charCodeAt(end)))) {
      const between = source.slice(end, part.pos);
      if (!/^(\s|\\\n)*$/.test(between)) return unexpected(between);
    }
    end = Math.max(end, part.end);
  }
  return undefined;
}

/** A script that begins with a sign, as in `$( & )`, is none. */
export function leadingSign(text: string): string | undefined {
  return /^\s*[;&|]/.test(text) ? unexpected(text) : undefined;
}

/** Between the name of a function and its body stand brackets at most. */
export function functionHead(head: string): string | undefined {
  return /^\s*(\(\s*\))?\s*$/.test(head) || /[\\#]/.test(head) ? undefined : unexpected(head);
}

/** What stands between two stages of a pipeline beside the sign itself. */
export function betweenStages(between: string): string | undefined {
  return /^\s*\|&?\s*$/.test(between) || /[\\#]|<</.test(between) ? undefined : unexpected(between);
}

function isSpace(code: number): boolean {
  return code === 32 || code === 9;
}

function unexpected(text: string): string {
  return `unexpected ${JSON.stringify(text.trim().slice(0, 20))}`;
}
