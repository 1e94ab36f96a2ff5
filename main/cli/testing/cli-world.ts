import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { sandbox } from '../../git/testing/sandbox.ts';
import { openDatabase } from '../../store/sqlite.ts';
import { buildCli } from './build-cli.ts';

export type Ran = { readonly code: number | null; readonly stdout: string; readonly stderr: string };
export type RunOptions = {
  readonly home?: string;
  readonly cwd?: string;
  readonly input?: string;
  readonly unprivileged?: boolean;
};

/** Nobody in particular; only root can become it. */
const NOBODY = 65534;

/** The built command line over real clones, with a data folder of its own. */
export async function cliWorld() {
  const built = await buildCli();
  const box = sandbox();
  const home = box.at('factory');
  const children = new Set<ChildProcess>();

  function start(argv: readonly string[], options: RunOptions = {}): ChildProcess {
    const env = {
      PATH: process.env['PATH'],
      HOME: box.at('home'),
      TEATREE_HOME: options.home ?? home,
      LANG: 'C.UTF-8',
    };
    const child = spawn(process.execPath, [join(built, 'out', 'main', 'cli.js'), ...argv], {
      ...{ cwd: options.cwd ?? box.root, env },
      ...(options.unprivileged && process.getuid?.() === 0 && { uid: NOBODY, gid: NOBODY }),
    });
    children.add(child);
    child.on('close', () => children.delete(child));
    return child;
  }

  async function run(argv: readonly string[], options: RunOptions = {}): Promise<Ran> {
    const child = start(argv, options);
    child.stdin?.end(options.input ?? '');
    const closed = new Promise<number | null>((resolve) => child.on('close', resolve));
    const [stdout, stderr, code] = await Promise.all([
      child.stdout ? text(child.stdout) : '',
      child.stderr ? text(child.stderr) : '',
      closed,
    ]);
    return { code, stdout, stderr };
  }

  /** Runs with --json and parses the one line; throws when the exit code is not 0. */
  async function ask(...argv: readonly string[]): Promise<unknown> {
    const ran = await run([...argv, '--json']);
    if (ran.code !== 0) throw new Error(`teatree ${argv.join(' ')}: ${String(ran.code)}\n${ran.stderr}`);
    return JSON.parse(ran.stdout) as unknown;
  }

  /** Starts a factory that stays, and resolves when it takes calls. */
  async function serve(): Promise<ChildProcess> {
    const child = start(['serve', '--json']);
    await new Promise((resolve, reject) => {
      child.stdout?.once('data', resolve);
      child.once('close', (code) => reject(new Error(`serve ended with ${String(code)}`)));
    });
    return child;
  }

  return {
    ...{ box, home, run, ask, serve, start },
    /** Where the command line lies. */
    programs: built,
    /** A folder that whoever `unprivileged` runs as owns. */
    folderOfNobody(name: string, mode: number): string {
      mkdirSync(box.at(name));
      if (process.getuid?.() === 0) chownSync(box.at(name), NOBODY, NOBODY);
      chmodSync(box.at(name), mode);
      chmodSync(box.root, 0o755);
      return box.at(name);
    },
    close() {
      for (const child of children) child.kill('SIGKILL');
      rmSync(box.root, { recursive: true });
    },
  };
}

/** Everything a journal holds, as text, without the app. */
export function journalOf(home: string): readonly string[] {
  const file = join(home, 'journal.sqlite');
  if (!existsSync(file)) return [];
  const database = openDatabase(file);
  const rows = database.prepare('SELECT seq, at, body FROM events ORDER BY seq').all();
  database.close();
  return rows.map((row) => JSON.stringify(row));
}
