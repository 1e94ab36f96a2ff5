import { readFileSync, readdirSync } from 'node:fs';

export type Process = {
  readonly pid: number;
  readonly parent: number;
  readonly started: number;
  readonly command: string;
};

/** Living processes that were started with this HOME, zombies left out. */
export function processesOf(home: string): readonly Process[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name) || !read(`/proc/${name}/environ`).split('\0').includes(`HOME=${home}`)) return [];
    const fields = read(`/proc/${name}/stat`)
      .replace(/^.*\) /s, '')
      .split(' ');
    const [state = 'Z', parent = '0'] = fields;
    if (state === 'Z') return [];
    const command = read(`/proc/${name}/cmdline`).replaceAll('\0', ' ');
    return [{ pid: Number(name), parent: Number(parent), started: Number(fields[19]), command }];
  });
}

/** What a process started, and what that started. */
export function descendants(all: readonly Process[], of: number): readonly Process[] {
  const children = all.filter(({ parent }) => parent === of);
  return children.flatMap((child) => [child, ...descendants(all, child.pid)]);
}

/** A process may end between looking and reading. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

export function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
