import { setTimeout as sleep } from 'node:timers/promises';
import { fail, ok, type Result } from '../../../core/result.ts';
import type { Environment } from '../../process/environment.ts';
import { run, type ProcessResult } from '../../process/run.ts';
import { localEnvironment, networkEnvironment } from './environment.ts';
import { failureOf } from './failures.ts';
import { completeWorktree, namesHalfMade } from './half-made.ts';
import { knownSettings } from './known-settings.ts';
import { limit } from './limit.ts';
import { FIXED_SETTINGS, neutralise, personalAccess, type ScopedSetting, type Setting } from './settings.ts';

export type GitOptions = {
  /** The call talks to a remote and gets the person's credentials. */
  readonly network?: boolean;
  /** Exit codes that are an answer and not a failure. */
  readonly accept?: readonly number[];
  readonly env?: Environment;
  readonly settings?: readonly Setting[];
  readonly input?: string | Buffer;
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number;
  /** Bytes of output kept. */
  readonly maxOutput?: number;
};

export type GitOutput = {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly truncated: boolean;
};

const OLDEST = [2, 38] as const;
const LOCAL_MS = 120_000;
const NETWORK_MS = 300_000;
const LOCK_WAITS_MS = [100, 300, 900];

// Remotes may be slow: they never take all the places.
const anyPlace = limit(4);
const networkPlace = limit(2);

/**
 * The one way this app calls git: nothing that a repository says makes git start a program (hooks, filters, drivers,
 * monitors, pagers, helpers), nothing inherited steers it, and it never asks a question.
 * A lock held by another git is waited for, up to about a second; what one that was killed left half-made is completed.
 * Failures: the codes of failures.ts, git-missing, git-too-old, git-timed-out, git-cut-off, cancelled,
 * folder-missing.
 */
export async function git(cwd: string, args: readonly string[], options: GitOptions = {}): Promise<Result<GitOutput>> {
  const version = await checkVersion(cwd);
  if (!version.ok) return version;
  for (const wait of LOCK_WAITS_MS) {
    const output = await attempt(cwd, args, options);
    if (output.ok || output.error.code !== 'repository-locked') return output;
    await sleep(wait);
  }
  const last = await attempt(cwd, args, options);
  if (last.ok || !namesHalfMade(last.error.message)) return last;
  await completeWorktree(cwd, last.error.message, async (...asked) => {
    const said = await attempt(cwd, asked, {});
    return said.ok ? (said.value.stdout.split('\n')[0] ?? '') : '';
  });
  return attempt(cwd, args, options);
}

/** Like `git`, for calls whose answer is their output. */
export async function gitText(cwd: string, args: readonly string[], options: GitOptions = {}): Promise<Result<string>> {
  const output = await git(cwd, args, options);
  return output.ok ? ok(output.value.stdout) : output;
}

/** The version of the installed git, such as `2.39.5`. Failures: git-missing, git-too-old. */
export async function gitVersion(cwd: string): Promise<Result<string>> {
  const output = await spawnGit(cwd, ['--version'], { env: () => localEnvironment([]) });
  if (!output.ok) return output;
  const version = /\d+(\.\d+)+/.exec(output.value.stdout)?.[0] ?? '0';
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return ok(version);
  const message = `git ${version} is too old: teatree needs ${OLDEST.join('.')} or newer.`;
  return fail({ code: 'git-too-old', message, next: 'Install a newer git.' });
}

let versionIsFine = false;
async function checkVersion(cwd: string): Promise<Result<undefined>> {
  if (versionIsFine) return ok(undefined);
  const version = await gitVersion(cwd);
  if (!version.ok) return version;
  versionIsFine = true;
  return ok(undefined);
}

async function attempt(cwd: string, args: readonly string[], options: GitOptions): Promise<Result<GitOutput>> {
  const known = await knownSettings(cwd, () => readSettings(cwd));
  if (!known.ok) return known;
  const env = () => {
    const settings = [...hardened(known.value, options.network ?? false), ...(options.settings ?? [])];
    return { ...(options.network ? networkEnvironment(settings) : localEnvironment(settings)), ...options.env };
  };
  const command = { ...options, env };
  const output = await (options.network
    ? networkPlace(() => spawnGit(cwd, args, command))
    : spawnGit(cwd, args, command));
  if (!output.ok) return output;
  return judge(args, output.value, options.accept ?? [0]);
}

/** The settings that hold in a folder, with where each comes from. */
export async function settingsOf(cwd: string): Promise<Result<readonly ScopedSetting[]>> {
  const version = await checkVersion(cwd);
  return version.ok ? knownSettings(cwd, () => readSettings(cwd)) : version;
}

function hardened(known: readonly ScopedSetting[], network: boolean): readonly Setting[] {
  return [...FIXED_SETTINGS, ...neutralise(known), ...(network ? personalAccess(known) : [])];
}

/** Listing settings starts no program. A folder outside any repository has settings too: those of the person. */
async function readSettings(cwd: string): Promise<Result<string>> {
  const args = ['config', '--list', '--includes', '--show-scope', '--null'];
  const output = await spawnGit(cwd, args, { env: () => localEnvironment([]) });
  if (!output.ok) return output;
  const { exitCode, stdout, stderr } = output.value;
  return exitCode === 0 ? ok(stdout) : fail(failureOf('config', stderr));
}

type SpawnOptions = Pick<GitOptions, 'input' | 'signal' | 'timeoutMs' | 'maxOutput' | 'network'> & {
  /** Asked for when it is the call's turn: fifty at once would stand still while all are put together. */
  readonly env: () => Environment;
};

async function spawnGit(cwd: string, args: readonly string[], options: SpawnOptions): Promise<Result<ProcessResult>> {
  const { network, timeoutMs = network ? NETWORK_MS : LOCAL_MS, ...rest } = options;
  const { env, input, signal, maxOutput } = rest;
  const output = await anyPlace(() =>
    run({
      ...{ file: 'git', args: ['--no-pager', ...args], cwd, env: env(), timeoutMs, signal },
      ...(input !== undefined && { input }),
      ...(maxOutput !== undefined && { maxOutput }),
    }),
  );
  if (output.ok || output.error.code !== 'program-missing') return output;
  return fail({
    code: 'git-missing',
    message: 'git is not installed, or not on PATH.',
    next: 'Install git 2.38 or newer.',
  });
}

function judge(args: readonly string[], result: ProcessResult, accept: readonly number[]): Result<GitOutput> {
  const verb = args[0] ?? '';
  if (result.timedOut) {
    return fail({ code: 'git-timed-out', message: `git ${verb} took too long and was ended.`, next: 'Try again.' });
  }
  if (result.killed) return fail({ code: 'cancelled', message: `git ${verb} was cancelled.` });
  if (wasCutOff(result)) return cutOff(verb, result);
  if (result.exitCode === undefined || !accept.includes(result.exitCode)) return fail(failureOf(verb, result.stderr));
  const { exitCode, stdout, stderr, truncated } = result;
  return ok({ exitCode, stdout, stderr, truncated });
}

/** Somebody ended it, or nobody saw its end: what had started it died. Where git broke off by itself it may do so again. */
function wasCutOff({ exitCode, signal }: ProcessResult): boolean {
  return exitCode === undefined && !ownSignals.has(signal);
}

const ownSignals: ReadonlySet<string | undefined> = new Set(['SIGABRT', 'SIGSEGV', 'SIGBUS', 'SIGFPE', 'SIGILL']);

function cutOff(verb: string, { signal }: ProcessResult): Result<never> {
  const message = `git ${verb} ended (${signal ?? 'exit code unknown'})`;
  return fail({ code: 'git-cut-off', message, next: 'Try again.' });
}
