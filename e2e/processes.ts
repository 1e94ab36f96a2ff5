import { readFileSync, readdirSync } from 'node:fs';

export type Process = {
  readonly pid: number;
  readonly parent: number;
  /** In ticks since the machine's start. */
  readonly started: number;
  readonly command: string;
};

/** Living processes that were started with this HOME, zombies left out. Everything the app starts inherits it. */
export function processesIn(home: string): readonly Process[] {
  return numbered().flatMap((name) => {
    if (!read(`/proc/${name}/environ`).split('\0').includes(`HOME=${home}`)) return [];
    const fields = read(`/proc/${name}/stat`)
      .replace(/^.*\) /s, '')
      .split(' ');
    const [state = 'Z', parent = '0'] = fields;
    if (state === 'Z') return [];
    const command = read(`/proc/${name}/cmdline`).replaceAll('\0', ' ');
    return [{ pid: Number(name), parent: Number(parent), started: Number(fields[19]), command }];
  });
}

/** The same by their command lines. */
export function processesOf(home: string): readonly string[] {
  return processesIn(home).map(({ pid, command }) => `${String(pid)} ${command}`);
}

/** What a process started, and what that started. */
export function descendants(all: readonly Process[], of: number): readonly Process[] {
  const children = all.filter(({ parent }) => parent === of);
  return children.flatMap((child) => [child, ...descendants(all, child.pid)]);
}

/** Living processes whose command line is exactly these words. */
export function pidsOf(...words: readonly string[]): readonly number[] {
  const wanted = `${words.join('\0')}\0`;
  return numbered()
    .filter((name) => read(`/proc/${name}/cmdline`) === wanted)
    .map(Number);
}

export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

function numbered(): readonly string[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name));
}

/** A process may end between looking and reading. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
