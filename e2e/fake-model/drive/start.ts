import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { findProgram } from '../find-program.ts';
import type { Arrangement, Place } from './arrangements.ts';

export type Started = {
  readonly child: ChildProcessWithoutNullStreams;
  readonly cwd: string;
  readonly arrangement: Arrangement;
  /** Everything it said on stderr so far. */
  readonly complaints: () => string;
  /** Ends it with all that it started in its process group, and removes its HOME. */
  readonly end: () => Promise<void>;
};

/** Whether a program and what it needs beside it are installed. */
export function isInstalled({ program, beside = [] }: Arrangement): boolean {
  return [program, ...beside].every((name) => findProgram(name) !== undefined);
}

/** Starts a real program in a HOME and a working folder of its own, with nothing inherited but the PATH. */
export function start(arrange: (place: Place) => Arrangement, url: string, more: readonly string[] = []): Started {
  const root = mkdtempSync(join(tmpdir(), 'teatree-harness-'));
  const home = join(root, 'home');
  const cwd = join(root, 'work');
  const arrangement = arrange({ url, home });
  const program = findProgram(arrangement.program);
  if (!program) throw new Error(`${arrangement.program} is not installed: npm run harnesses -- ${arrangement.program}`);
  for (const folder of [home, cwd]) mkdirSync(folder);
  for (const [path, text] of Object.entries(arrangement.files)) {
    mkdirSync(dirname(join(home, path)), { recursive: true });
    writeFileSync(join(home, path), text);
  }
  const path = [besideFolder(root, arrangement), dirname(program.command), process.env.PATH].join(':');
  const child = spawn(program.command, [...program.args, ...arrangement.args, ...more], {
    cwd,
    env: { PATH: path, HOME: home, ...arrangement.env },
    detached: true,
  });
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaints += text));
  const closed = new Promise((resolve) => child.on('close', resolve));
  return {
    child,
    cwd,
    arrangement,
    complaints: () => complaints,
    end: async () => {
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
      await closed;
      rmSync(root, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** A folder with the programs that this one starts by name. */
function besideFolder(root: string, { beside = [] }: Arrangement): string {
  const folder = join(root, 'bin');
  mkdirSync(folder);
  for (const name of beside) {
    const program = findProgram(name);
    if (!program) continue;
    const words = [program.command, ...program.args].map((word) => `'${word}'`).join(' ');
    writeFileSync(join(folder, name), `#!/bin/sh\nexec ${words} "$@"\n`, { mode: 0o755 });
  }
  return folder;
}
