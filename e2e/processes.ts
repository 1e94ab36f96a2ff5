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

/** Whether the process lives; a zombie does not. */
export function isLiving(pid: number): boolean {
  const stat = read(`/proc/${String(pid)}/stat`);
  return stat !== '' && !/\) [ZX] /.test(stat);
}

/** A process may end between looking and reading. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
