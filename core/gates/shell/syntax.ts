import type { ParsedScript } from 'unbash';

/** The first thing wrong with the text, or undefined. unbash drops some trailing tokens without an error: those count. */
export function syntaxError(script: ParsedScript, text: string): string | undefined {
  const [error] = script.errors ?? [];
  if (error) return error.message;
  const last = script.commands.at(-1);
  if (!last || text.includes('<<')) return undefined;
  const rest = text.slice(last.end).replace(/#.*$/gm, '');
  return /[^\s;&\\]/.test(rest) ? `unexpected ${JSON.stringify(rest.trim().slice(0, 20))}` : undefined;
}
