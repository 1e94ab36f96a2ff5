import { readFileSync, readdirSync } from 'node:fs';

/** Living processes that were started with this HOME, by their command lines. Everything the app starts inherits it. */
export function processesOf(home: string): readonly string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      const environment = read(`/proc/${pid}/environ`);
      return environment.split('\0').includes(`HOME=${home}`)
        ? [`${pid} ${read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ')}`]
        : [];
    });
}

/** Living processes whose command line is exactly these words. */
export function pidsOf(...words: readonly string[]): readonly number[] {
  const wanted = `${words.join('\0')}\0`;
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && read(`/proc/${name}/cmdline`) === wanted)
    .map(Number);
}

/** A process may end between looking and reading. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
