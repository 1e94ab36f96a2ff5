/** Values a `${…}` reference can stand for. `answers` holds only what has been answered. */
export type Scope = {
  readonly inputs: Readonly<Record<string, string>>;
  readonly answers: Readonly<Record<string, string>>;
  readonly repo?: string | undefined;
  readonly item?: string | undefined;
  /** Groups of the handler's regular expression: `${match.1}`. */
  readonly match?: readonly string[] | undefined;
};

/** Makes a value safe at its place; `before` is the template's text up to there. */
export type Escape = (value: string, before: string) => string;

/** `${inputs.x}`, `${answers.x}`, `${repo}`, `${item}`, `${match.1}`. Any other `${…}` is the shell's or the file's own. */
const REFERENCE = /\$?\$\{((?:inputs|answers)\.[\w-]+|match\.\d+|repo|item)\}/g;

export function referencesIn(text: string): string[] {
  return [...text.matchAll(REFERENCE)].flatMap(([whole, name]) =>
    whole.startsWith('$$') || name === undefined ? [] : [name],
  );
}

export function valueOf(name: string, scope: Scope): string | undefined {
  const [kind = '', key = ''] = name.split(/\.(.*)/s);
  if (kind === 'repo') return scope.repo;
  if (kind === 'item') return scope.item;
  if (kind === 'match') return scope.match?.[Number(key)];
  const values = kind === 'inputs' ? scope.inputs : scope.answers;
  return Object.hasOwn(values, key) ? values[key] : undefined;
}

/** Fills references in; `$${inputs.x}` gives the literal `${inputs.x}`. A name without a value becomes empty. */
export function substitute(text: string, scope: Scope, escape: Escape = (value) => value): string {
  return text.replace(REFERENCE, (whole: string, name: string, at: number) =>
    whole.startsWith('$$') ? whole.slice(1) : escape(valueOf(name, scope) ?? '', text.slice(0, at)),
  );
}

/** For people: what is known is filled in, and for the rest stands an ellipsis. */
export function readable(text: string, scope: Scope): string {
  return text.replace(REFERENCE, (whole: string, name: string) =>
    whole.startsWith('$$') ? whole.slice(1) : (valueOf(name, scope) ?? '…'),
  );
}

/** With a harmless word in place of each reference, for checks before there are values. */
export function withoutReferences(text: string): string {
  return text.replace(REFERENCE, 'x');
}

/** Replaces every text inside a JSON-like value. */
export function mapTexts<T>(value: T, change: (text: string) => string): T;
export function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => mapTexts<unknown>(item, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapTexts<unknown>(item, change)]));
}

/** A value inside a regular expression matches itself. */
export const escapePattern: Escape = (value) => value.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&').replaceAll('-', '\\x2d');

/** A value inside a replacement text is not read as `$1`. */
export const escapeReplacement: Escape = (value) => value.replaceAll('$', '$$$$');

/** A value inside a shell command stays one word, whatever it contains and whichever quotes it stands in. */
export const escapeShell: Escape = (value, before) => {
  const quote = openQuote(before);
  if (quote === "'") return value.replaceAll("'", `'\\''`);
  if (quote === '"') return value.replace(/[\\"$`]/g, '\\$&');
  return shellWord(value);
};

export function shellWord(value: string): string {
  return /^[\w@%+=:,./-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
}

/** The quote the shell is in at the end of this text. Comments and here-documents are not followed. */
function openQuote(text: string): string | undefined {
  let quote: string | undefined;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '\\' && quote !== "'") at += 1;
    else if (character === quote) quote = undefined;
    else if (quote === undefined && (character === "'" || character === '"')) quote = character;
  }
  return quote;
}
