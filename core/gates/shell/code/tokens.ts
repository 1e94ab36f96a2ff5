/** A stretch of text that is put together at run time: as it stands, or code whose value stands there. */
export type Fill = { readonly text: string; readonly code: boolean };

/** A piece of code in any of the scripting languages; `known: false` for text that is put together at run time. */
export type Token =
  | {
      readonly kind: 'text' | 'shell';
      readonly text: string;
      readonly known: boolean;
      readonly fills?: readonly Fill[];
    }
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
/** Bun and zx run such a template: `$`rm x``. */
const tagged = /\$`((?:[^`\\]|\\[^])*)`/y;
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
  const run = language === 'javascript' ? match(tagged) : null;
  if (run) return filled('shell', run[1] ?? '', fillsIn.javascript);
  const ticks = match(backticked);
  if (ticks) return readTicks(ticks[1] ?? '', language);
  const given = language === 'perl' || language === 'ruby' ? match(operator) : null;
  if (given) return readOperator(given, language);
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
  const text = prefix.includes('r') ? { kind: 'text' as const, text: body, known: true } : undefined;
  const pattern = patternFor({ language, formatted: prefix.includes('f'), double: double !== undefined });
  return pattern ? filled('text', body, pattern) : (text ?? { kind: 'text', text: unescape(body), known: true });
}

type Quoting = { readonly language: Language; readonly formatted: boolean; readonly double: boolean };

function patternFor({ language, formatted, double }: Quoting): RegExp | undefined {
  if (language === 'python') return formatted ? fillsIn.python : undefined;
  if (language === 'ruby') return double ? fillsIn.ruby : undefined;
  return double && (language === 'perl' || language === 'php') ? fillsIn.perl : undefined;
}

const inner = '((?:[^{}]|\\{[^{}]{0,200}\\}){0,200})';
const fillsIn = {
  python: /\{([^{}]{1,200})\}/g,
  javascript: new RegExp(`\\$\\{${inner}\\}`, 'g'),
  ruby: new RegExp(`#\\{${inner}\\}`, 'g'),
  perl: /\{(\$[^{}]{1,200})\}|\$\{(\w{1,80})\}|([$@][A-Za-z_]\w{0,80}(?:\{['"]?\w{1,80}['"]?\}|\[['"]?\w{1,80}['"]?\]){0,4})/g,
};

/** Text with code in it. Python's `{x!r:>5}` shows `x`; `{{` is a brace, which nobody's path holds. */
function filled(kind: 'text' | 'shell', body: string, pattern: RegExp): Token {
  const fills: Fill[] = [];
  let past = 0;
  for (const found of body.matchAll(pattern)) {
    const code = found.slice(1).find((group) => group !== undefined) ?? '';
    fills.push({ text: unescape(body.slice(past, found.index)), code: false });
    fills.push({ text: pattern === fillsIn.python ? code.replace(/(![rsa])?(:[^'"]*)?$/, '') : code, code: true });
    past = found.index + found[0].length;
  }
  if (fills.length === 0) return { kind, text: unescape(body), known: true };
  fills.push({ text: unescape(body.slice(past)), code: false });
  return { kind, text: unescape(body), known: false, fills };
}

/** A template in JavaScript; a command in Perl, Ruby and PHP. */
function readTicks(body: string, language: Language): Token {
  if (language === 'javascript') return filled('text', body, fillsIn.javascript);
  return filled('shell', body, language === 'ruby' ? fillsIn.ruby : fillsIn.perl);
}

function readOperator(found: RegExpExecArray, language: Language): Token {
  const text = found.slice(2).find((part) => part !== undefined) ?? '';
  const kind = found[1] === 'qx' || found[1] === '%x' ? 'shell' : 'text';
  if (found[1] === 'q' || found[1] === '%q') return { kind, text, known: true };
  return filled(kind, text, language === 'ruby' ? fillsIn.ruby : fillsIn.perl);
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
