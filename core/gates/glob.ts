import type { Target } from '../model/action.ts';

const active = /[*?[]/;

/** A pattern component with nothing of a name in it, such as `*`, `.*` or `[a-z]*`: it takes all there is. */
function isBroad(component: string): boolean {
  return active.test(component) && !/[^.*?]/.test(component.replace(/\[[^\]]*\]?/g, '*'));
}

/** The path whose place decides: for a pattern that takes all of a directory, that directory. */
export function scopeOf(target: Target): { readonly path: string; readonly all: boolean } {
  if (!target.glob) return { path: target.path, all: false };
  const parts = target.path.split('/');
  const first = parts.findIndex((part) => active.test(part));
  const pattern = parts[first] ?? '';
  const rest = parts.slice(first + 1);
  if (first < 0 || !isBroad(pattern) || rest.some((part) => part !== '' && !isBroad(part))) {
    return { path: target.path, all: false };
  }
  return { path: parts.slice(0, first).join('/') || '/', all: true };
}

/** Could the pattern's component directly below `directory` be `name`? */
export function mayMatch(target: Target, directory: string, name: string): boolean {
  if (!target.glob || !target.path.startsWith(`${directory}/`)) return false;
  const component = target.path.slice(directory.length + 1).split('/')[0] ?? '';
  if (!active.test(component) || (!component.startsWith('.') && name.startsWith('.'))) return false;
  const source = component.replace(/\[[^\]]*\]?|[\\^$.+()|{}*?]/g, (sign) =>
    sign === '*' ? '.*' : sign === '?' || sign.startsWith('[') ? '.' : `\\${sign}`,
  );
  return new RegExp(`^${source}$`).test(name);
}
