import { closes, opens } from './brackets.ts';
import type { Token } from './tokens.ts';
import { evaluate, type Names } from './values/values.ts';

/** Names, dots, `::`, `->`, indexes and calls before the bracket belong to what is called. */
export function calleeStart(tokens: readonly Token[], bracket: number): number {
  let at = bracket;
  while (at > 0) {
    const before = stepBack(tokens, at, bracket);
    if (before === at) break;
    at = before;
  }
  return at;
}

/** Where the piece before `at` begins; `at` itself when it belongs to something else. */
function stepBack(tokens: readonly Token[], at: number, bracket: number): number {
  const token = tokens[at - 1];
  const next = tokens[at]?.text ?? '';
  if (token?.kind === 'sign') return overSign(tokens, at, bracket);
  if (token?.kind === 'text') return next === '.' ? at - 1 : at;
  return token?.kind === 'name' && (at === bracket || /^[.:>[({?-]$/.test(next)) ? at - 1 : at;
}

const pairs: Readonly<Record<string, string>> = { '.': '?', ':': ':', '>': '-' };

function overSign(tokens: readonly Token[], at: number, bracket: number): number {
  const sign = tokens[at - 1]?.text ?? '';
  if (/^[)\]]$/.test(sign)) return overBracket(tokens, at, bracket);
  if (pairs[sign] === undefined) return at;
  if (tokens[at - 2]?.text === pairs[sign]) return at - 2;
  return sign === '.' ? at - 1 : at;
}

/** What a call answers is called in turn only here: `getattr(os, 'remove')(…)`, not `if (x) (…)`. */
function overBracket(tokens: readonly Token[], at: number, bracket: number): number {
  const open = opens(tokens, at - 1);
  const called = at === bracket && tokens[at - 1]?.text === ')';
  return called && !/^(getattr|promisify)$/.test(tokens[open - 1]?.text ?? '') ? at : open;
}

/** `x["y"]`, `x["y" + "z"]` and `getattr(x, "y")` → `x.y`; `require("x").y` → `x.y`. */
export function nameOf(callee: readonly Token[], names: Names): string {
  const tokens = callee.flatMap((token, at): readonly string[] => {
    const inside = callee.slice(0, at).findLastIndex((other) => /^[[(]$/.test(other.text) && other.kind === 'sign');
    const joined = inside >= 0 && closes(callee, inside) > at ? joinedIn(callee, inside, names) : undefined;
    if (joined === undefined) return [token.text];
    return at === inside + 1 ? [joined] : [];
  });
  return tokens
    .join('')
    .replace(/getattr\(([\w.()]+),(\w+)(?:,\w*)?\)/g, '$1.$2')
    .replace(/\[['"]?(\w+)['"]?\]/g, '.$1')
    .replace(/::|->|\?\./g, '.')
    .replace(/^(?:await|new|return|print|puts|not|if|and|or)(?=[A-Z])/, '')
    .replace(/(?:require|__import__|import_module|import)\((?:node:)?([\w/-]+)\)/g, '$1')
    .replace(/\((?:await)?([\w/.]+)\)(?=\.)/g, '$1')
    .replace(/^(?:util\.)?promisify\(([\w/.]+)\)$/, '$1')
    .replace(/^(?:\w+\.)*?(?=(?:child_process|fs|os|subprocess|shutil)\.\w+$)/, '');
}

/** The text that the expression in a bracket comes to, when it is put together from texts. */
function joinedIn(callee: readonly Token[], open: number, names: Names): string | undefined {
  const inside = callee.slice(open + 1, closes(callee, open));
  if (inside.length < 3 || inside[0]?.kind !== 'text' || inside[1]?.text !== '+') return undefined;
  const [word] = evaluate(inside, names);
  return word?.known ? word.text : undefined;
}
