import type { Target, Word } from '../model/action.ts';
import { unset } from './shell/expand/words.ts';
import type { GateContext } from './context.ts';

/** Joins and normalises as the shell does: `..` goes up in the text. Undefined when a relative path has no base. */
export function joinPath(base: string | undefined, path: string): string | undefined {
  if (path.startsWith('/')) return normalisePath(path);
  return base === undefined ? undefined : normalisePath(`${base}/${path}`);
}

export function normalisePath(path: string): string {
  if (!path.includes('//') && !path.includes('/.') && !path.endsWith('/')) return path;
  const kept: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') kept.pop();
    else kept.push(part);
  }
  return `/${kept.join('/')}`;
}

/** Is `path` the directory itself or below it? Both normalised. */
export function isWithin(path: string, directory: string): boolean {
  return path === directory || path.startsWith(directory === '/' ? '/' : `${directory}/`);
}

/** How to read a path word: whose links count, and whether the last component is followed. */
export type Resolution = {
  readonly cwd: string | undefined;
  readonly context: GateContext;
  readonly links: ReadonlyMap<string, string>;
  /** `rm link` and `mv link` act on the link itself. */
  readonly keepLast?: boolean;
};

/** A word that names a file → where it really points. Nothing absolute is known when its beginning is not. */
export function resolveTarget(word: Word, at: Resolution): Target {
  const glob = word.glob === true || (at.cwd !== undefined && isPattern(at.cwd) && !word.text.startsWith('/'));
  const found = glob ? pattern : plain;
  const bound = word.known || (unset(word) !== '' && unset(word)[0] === word.text[0]);
  const path = bound ? locate(word.text, at) : undefined;
  if (word.known && path !== undefined) return { path, known: true, ...found };
  const ifUnset = word.known || unset(word) === '' ? undefined : locate(unset(word), at);
  return { path: path ?? word.text, known: false, ...found, ...(ifUnset === undefined ? {} : { ifUnset }) };
}

const pattern = { glob: true } as const;
const plain = {} as const;

/** A directory that a pattern has found: `for d in *; do cd "$d"`. */
function isPattern(path: string): boolean {
  return path.includes('*') || path.includes('?');
}

function locate(text: string, at: Resolution): string | undefined {
  const full = absolute(text, at);
  if (full === undefined) return undefined;
  const none = at.links.size === 0 && isEmpty(at.context.symlinks);
  if (none) return normalisePath(full);
  return followLinks(full, at, at.keepLast === true && !text.endsWith('/'));
}

/** An unquoted `~` that came out of an expansion is not expanded by the shell, but `eval` would: take it as home. */
function absolute(text: string, { cwd, context }: Resolution): string | undefined {
  if (text.startsWith('/')) return text;
  if (text === '~' || text.startsWith('~/')) return context.home + text.slice(1);
  return cwd === undefined ? undefined : `${cwd}/${text}`;
}

/** As the kernel does: component by component, so that `link/..` is the parent of what the link points to. */
function followLinks(path: string, at: Resolution, keepLast: boolean): string {
  const pending = path.split('/').filter((part) => part !== '' && part !== '.');
  let real = '';
  for (let hops = 0; pending.length > 0;) {
    const part = pending.shift() ?? '';
    if (part === '..') {
      real = real.slice(0, Math.max(0, real.lastIndexOf('/')));
      continue;
    }
    const next = `${real}/${part}`;
    const link =
      at.links.get(next) ?? (Object.hasOwn(at.context.symlinks, next) ? at.context.symlinks[next] : undefined);
    if (link === undefined || link === next || hops > 40 || (keepLast && pending.length === 0)) {
      real = next;
      continue;
    }
    hops += 1;
    pending.unshift(...link.split('/').filter((piece) => piece !== '' && piece !== '.'));
    if (link.startsWith('/')) real = '';
  }
  return real === '' ? '/' : real;
}

function isEmpty(record: Readonly<Record<string, string>>): boolean {
  for (const key in record) if (Object.hasOwn(record, key)) return false;
  return true;
}
