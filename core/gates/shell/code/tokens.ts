/** A piece of code in any of the scripting languages; `known: false` for text that is put together at run time. */
export type Token =
  | { readonly kind: 'text'; readonly text: string; readonly known: boolean }
  | { readonly kind: 'shell'; readonly text: string; readonly known: boolean }
  | { readonly kind: 'name'; readonly text: string }
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'sign'; readonly text: string };

export type Language = 'python' | 'javascript' | 'perl' | 'ruby' | 'php' | 'lua';

const comments: Readonly<Record<Language, RegExp>> = {
  python: /#[^\n]*/y,
  javascript: /\/\/[^\n]*|\/\*[^]*?\*\//y,
  perl: /#[^\n]*/y,
  ruby: /#[^\n]*/y,
  php: /#[^\n]*|\/\/[^\n]*|\/\*[^]*?\*\//y,
  lua: /--[^\n]*/y,
};

const tripled = /([rbfuRBFU]{0,2})("""|''')([^]*?)\2/y;
const quoted = /([rbfuRBFU]{0,2})(?:"((?:[^"\\]|\\[^])*)"|'((?:[^'\\]|\\[^])*)')/y;
const backticked = /`((?:[^`\\]|\\[^])*)`/y;
const operator = /(qx|qq|q|%x|%q|%Q)(?:\{([^}]*)\}|\(([^)]*)\)|\[([^\]]*)\]|\/([^/]*)\/|\|([^|]*)\||!([^!]*)!)/y;
const name = /[$@%&]?[A-Za-z_]\w*[?!]?/y;
const number = /\d[\w.]*/y;
const space = /[ \t\r\\]+/y;

/** Reads code into tokens; newlines are signs. Linear: every expression is tried at one place only. */
export function tokenise(code: string, language: Language): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const match = (pattern: RegExp) => {
    pattern.lastIndex = at;
    const found = pattern.exec(code);
    if (found) at += found[0].length;
    return found;
  };
  while (at < code.length) {
    if (match(space) || match(comments[language])) continue;
    const text = match(tripled) ?? match(quoted);
    if (text) tokens.push(readText(text, language));
    else tokens.push(readOther(match, language) ?? { kind: 'sign', text: code.charAt(at++) });
  }
  return tokens;
}

type Match = (pattern: RegExp) => RegExpExecArray | null;

function readOther(match: Match, language: Language): Token | undefined {
  const ticks = match(backticked);
  if (ticks) return readTicks(ticks[1] ?? '', language);
  const given = language === 'perl' || language === 'ruby' ? match(operator) : null;
  if (given) return readOperator(given);
  const word = match(name);
  if (word) return { kind: 'name', text: word[0] };
  const digits = match(number);
  return digits ? { kind: 'number', text: digits[0] } : undefined;
}

function readText(found: RegExpExecArray, language: Language): Token {
  const prefix = (found[1] ?? '').toLowerCase();
  const triple = found[2] === '"""' || found[2] === "'''";
  const double = triple ? undefined : found[2];
  const body = triple ? (found[3] ?? '') : (double ?? found[3] ?? '');
  const raw = prefix.includes('r');
  const fills = fillsIn(body, { language, formatted: prefix.includes('f'), double: double !== undefined });
  return { kind: 'text', text: raw ? body : unescape(body), known: !fills };
}

type Quoting = { readonly language: Language; readonly formatted: boolean; readonly double: boolean };

function fillsIn(body: string, { language, formatted, double }: Quoting): boolean {
  if (language === 'python') return formatted && /\{/.test(body);
  if (language === 'ruby') return double && /#\{/.test(body);
  if (language === 'perl' || language === 'php') return double && /[$@][A-Za-z_{]/.test(body);
  return false;
}

/** A template in JavaScript; a command in Perl, Ruby and PHP. */
function readTicks(body: string, language: Language): Token {
  if (language === 'javascript') return { kind: 'text', text: unescape(body), known: !body.includes('${') };
  return { kind: 'shell', text: unescape(body), known: !/[$@][A-Za-z_{]|#\{/.test(body) };
}

function readOperator(found: RegExpExecArray): Token {
  const text = found.slice(2).find((part) => part !== undefined) ?? '';
  const kind = found[1] === 'qx' || found[1] === '%x' ? 'shell' : 'text';
  const literal = found[1] === 'q' || found[1] === '%q';
  return { kind, text, known: literal || !/[$@][A-Za-z_{]|#\{/.test(text) };
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '0': '\0' };

function unescape(text: string): string {
  return text.replace(/\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|u\{([\da-fA-F]+)\}|([0-7]{3})|([^]))/g, (...found) => {
    const [, byte, unit, point, octal, other] = found as readonly (string | undefined)[];
    const hex = byte ?? unit ?? point;
    if (hex !== undefined) return String.fromCodePoint(Math.min(parseInt(hex, 16), 0x10ffff));
    if (octal !== undefined) return String.fromCharCode(parseInt(octal, 8));
    return other === '\n' ? '' : (escapes[other ?? ''] ?? other ?? '');
  });
}
