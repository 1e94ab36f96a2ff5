import { constants } from 'node:fs';
import { access, open, readdir, readFile, realpath } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { z } from 'zod';
import { run } from '../../process/run.ts';
import { cleanEnvironment } from '../../process/environment.ts';
import type { Launch, Program } from './agents/agent.ts';

export type Located = {
  /** As found, for people; links are not followed. */
  readonly file: string;
  readonly launch: Launch;
  /** Undefined: it does not say. */
  readonly version: string | undefined;
};

const VERSION_MS = 10_000;

/** Finds a program on PATH, then among those that `npm run harnesses` keeps. Starts at most `--version`. */
export async function locate(program: Program, path = process.env.PATH ?? ''): Promise<Located | undefined> {
  const folders = path.split(delimiter).filter((each) => each.startsWith('/'));
  const onPath = program.bin.startsWith('/') ? [program.bin] : folders.map((folder) => join(folder, program.bin));
  for (const file of [...onPath, ...(await keptFiles(program))]) {
    if (!(await isProgram(file))) continue;
    return { file, launch: await launchOf(file), version: await versionOf(program, file) };
  }
  return undefined;
}

async function isProgram(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/** The program's own installation first: others may bring an older one along. Newest first, as far as names tell. */
async function keptFiles({ bin, native = join('.bin', bin) }: Program): Promise<readonly string[]> {
  const names = await readdir(keptIn()).catch(() => []);
  const newest = names.toSorted((a, b) => b.localeCompare(a, 'en', { numeric: true }));
  const isOwn = (name: string) => name.startsWith(bin) && /^-\d/.test(name.slice(bin.length));
  const ordered = [...newest.filter(isOwn), ...newest.filter((name) => !isOwn(name))];
  return ordered.map((name) => join(keptIn(), name, 'node_modules', native));
}

function keptIn(): string {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'teatree', 'harnesses');
}

/** A script of Node is started with a Node that is new enough for all of them, where one is kept. */
async function launchOf(file: string): Promise<Launch> {
  const real = await realpath(file);
  if (!/^#!.*\bnode\b/.test(await firstLine(real))) return { command: file, args: [] };
  return { command: (await keptNode()) ?? 'node', args: [real] };
}

async function keptNode(): Promise<string | undefined> {
  const names = await readdir(keptIn()).catch(() => []);
  const folder = names.toSorted().findLast((name) => /^node-\d/.test(name));
  if (folder === undefined) return undefined;
  const file = join(keptIn(), folder, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node');
  return (await isProgram(file)) ? file : undefined;
}

async function firstLine(file: string): Promise<string> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(200), 0, 200, 0);
    return buffer.subarray(0, bytesRead).toString('latin1').split('\n')[0] ?? '';
  } finally {
    await handle.close();
  }
}

/** From the package that the program lies in, else what it says itself. */
async function versionOf({ package: name, versionArgs }: Program, file: string): Promise<string | undefined> {
  const packaged = name === undefined ? undefined : await packageVersion(name, await realpath(file));
  if (packaged !== undefined) return packaged;
  if (versionArgs === undefined) return undefined;
  const env = cleanEnvironment({ NO_COLOR: '1' });
  const told = await run({ file, args: versionArgs, cwd: homedir(), env, timeoutMs: VERSION_MS, killLeftovers: true });
  return told.ok ? /\d+\.\d+\.\d+/.exec(told.value.stdout)?.[0] : undefined;
}

async function packageVersion(name: RegExp, file: string): Promise<string | undefined> {
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) {
    const found = Package.safeParse(await readJson(join(folder, 'package.json'))).data;
    if (found && name.test(found.name)) return found.version;
  }
  return undefined;
}

const Package = z.object({ name: z.string(), version: z.string() });

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    // No package, or a damaged one, tells no version.
    return undefined;
  }
}
