import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { mergeBase, revParse } from '../git/ancestry.ts';
import { readFileAt } from '../git/show.ts';
import { copyPaths, stageSince } from '../git/worktree.ts';
import { cleanEnvironment } from '../process/environment.ts';
import type { Environment } from '../process/environment.ts';
import { run } from '../process/run.ts';
import type { ProcessResult } from '../process/run.ts';
import { clearCheckouts, makeCheckout } from './checkout.ts';
import type { CheckJob, CheckRepo } from './run-checks.ts';

/** `path` and `line` (1-based) where the hook's output names them. */
export type HookFinding = {
  readonly hook: string;
  readonly path: string | undefined;
  readonly line: number | undefined;
};

/** Notes are for the person: which hooks have looked, and which could not. None of them is an error of the commits. */
export type HookScan = { readonly findings: readonly HookFinding[]; readonly notes: readonly string[] };

type HookJob = Pick<CheckJob, 'folder' | 'marker' | 'signal'> & {
  readonly repo: CheckRepo;
  /** The files that the commits change. */
  readonly paths: readonly string[];
  readonly env?: Environment;
};

const timeoutMs = 120_000;
const maxOutput = 4 * 1024 * 1024;
const mostHooks = 10;
const configNames = ['.pre-commit-config.yaml', '.pre-commit-config.yml'];
/** What tells a hook to overlook something is not the agent's to write either. */
const exceptions = ['.gitleaks.toml', '.gitleaksignore', '.secrets.baseline', '.talismanrc', '.gitguardian.yaml'];
const programs = ['prek', 'pre-commit'];
const secretHook =
  /^(?:(?:gitleaks|detect-secrets|trufflehog|ggshield|talisman|ripsecrets|git-secrets|secretlint)(?:-[\w-]{1,40})?|detect-private-key|detect-aws-credentials)$/;

const Hook = z.looseObject({ id: z.string().max(200) });
const HookConfig = z.looseObject({ repos: z.array(z.looseObject({ hooks: z.array(Hook).optional() })) });

/**
 * One look of the project's own secret hooks, run by the person's prek or pre-commit: those hooks alone, as the
 * protected branch configures them, in a clean checkout where all that the commits add is staged. It is part of the
 * checks step, since a hook may run code of the repository.
 */
export async function scanWithHooks(job: HookJob): Promise<HookScan> {
  const { repo, folder } = job;
  const hooks = await secretHooks(repo);
  if (typeof hooks === 'string') return { findings: [], notes: [hooks] };
  const env = { ...(job.env ?? cleanEnvironment()), GIT_TERMINAL_PROMPT: '0' };
  const program = hooks.length > 0 ? await programOf(env) : undefined;
  if (program === undefined) return { findings: [], notes: hooks.map(({ id }) => `${id}: prek is not installed`) };
  const place = await stagedCheckout(job);
  if (typeof place === 'string') return { findings: [], notes: [`${program} could not look: ${place}`] };
  const settings = await mkdtemp(join(tmpdir(), 'teatree-hooks-'));
  try {
    const scans: HookScan[] = [];
    for (const hook of hooks) scans.push(await runHook({ ...job, env }, { program, settings, place, hook }));
    return { findings: scans.flatMap(({ findings }) => findings), notes: scans.flatMap(({ notes }) => notes) };
  } finally {
    await rm(settings, { recursive: true, force: true });
    await clearCheckouts(folder, [repo]);
  }
}

/** A hook with a configuration that holds nothing else: one that cannot be installed stops no other. */
type LoneHook = { readonly id: string; readonly config: string };

/** The protected branch's, never the agent's. A text says why they cannot be known. */
async function secretHooks({ path, protectedRef }: CheckRepo): Promise<readonly LoneHook[] | string> {
  for (const name of configNames) {
    const file = await readFileAt(path, { commit: protectedRef, path: name });
    if (!file.ok || file.value.kind === 'missing') continue;
    const config = HookConfig.safeParse(parseYaml(file.value.text));
    return config.success ? loneHooks(config.data) : `${name} cannot be read, so no hook of it has looked`;
  }
  return [];
}

function loneHooks(config: z.infer<typeof HookConfig>): readonly LoneHook[] {
  const found = config.repos.flatMap((repo) =>
    (repo.hooks ?? [])
      .filter(({ id }) => secretHook.test(id))
      .map((hook) => {
        const alone = { ...repo, hooks: [{ ...hook, stages: undefined, alias: undefined }] };
        return { id: hook.id, config: JSON.stringify({ ...config, default_stages: undefined, repos: [alone] }) };
      }),
  );
  return found.slice(0, mostHooks);
}

function parseYaml(text: string): unknown {
  try {
    return parse(text, { maxAliasCount: 100, logLevel: 'error' });
  } catch {
    return undefined;
  }
}

async function programOf(env: Environment): Promise<string | undefined> {
  for (const file of programs) {
    const found = await run({ file, args: ['--version'], cwd: tmpdir(), env, timeoutMs: 20_000, killLeftovers: true });
    if (found.ok && found.value.exitCode === 0) return file;
  }
  return undefined;
}

/** Hooks look at what is staged, some of them at nothing else. A text says what went wrong. */
async function stagedCheckout({ folder, repo }: HookJob): Promise<{ readonly cwd: string } | string> {
  const target = await revParse(repo.path, repo.protectedRef);
  if (!target.ok) return target.error.message;
  const base = await mergeBase(repo.path, target.value, repo.commit);
  if (!base.ok) return base.error.message;
  if (base.value === undefined) return 'the commits share no history with the protected branch';
  const cleared = await clearCheckouts(folder, [repo]);
  if (!cleared.ok) return cleared.error.message;
  const cwd = join(folder, repo.name);
  const made = await makeCheckout({ repo: repo.path, path: cwd, commit: repo.commit, hooksFrom: target.value });
  if (!made.ok) return made.error.message;
  const copied = await copyPaths(cwd, { commit: target.value, paths: exceptions });
  if (!copied.ok) return copied.error.message;
  const staged = await stageSince(cwd, base.value);
  return staged.ok ? { cwd } : staged.error.message;
}

type OneHook = {
  readonly program: string;
  readonly settings: string;
  readonly place: { readonly cwd: string };
  readonly hook: LoneHook;
};

async function runHook(job: HookJob, { program, settings, place, hook }: OneHook): Promise<HookScan> {
  const config = join(settings, 'config.yaml');
  await writeFile(config, hook.config);
  const result = await run({
    file: program,
    args: ['run', '--color', 'never', '--config', config, hook.id],
    cwd: place.cwd,
    env: job.env ?? {},
    marker: job.marker,
    signal: job.signal,
    ...{ timeoutMs, maxOutput, killLeftovers: true, inNamespace: true },
  });
  const name = `${hook.id} (${program})`;
  if (!result.ok) return { findings: [], notes: [`${name} could not look: ${result.error.message}`] };
  const why = whyNot(result.value);
  if (why !== undefined) return { findings: [], notes: [`${name} could not look: ${why}`] };
  const found: readonly Place[] = result.value.exitCode === 0 ? [] : findingsIn(result.value.stdout, job.paths);
  return { findings: found.map((finding) => ({ hook: name, ...finding })), notes: [`${name} has looked as well`] };
}

/** Only a hook that ran and then failed has found something. */
function whyNot({ exitCode, stdout, stderr, timedOut }: ProcessResult): string | undefined {
  if (timedOut) return `it took more than ${String(timeoutMs / 1000)} s`;
  const missing = /^Executable `[^`\n]{1,200}` not found$/m.exec(stdout)?.[0];
  if (missing !== undefined) return missing;
  if (/^- exit code: 12[67]$/m.test(stdout)) return 'its program cannot be started';
  if (exitCode === 0 || (exitCode === 1 && /^- exit code: \d+$/m.test(stdout))) return undefined;
  const said = stderr.trim() || stdout.trim();
  return said
    .slice(Math.max(0, said.search(/^(?:error|An .*error)/m)))
    .split(/\n\s*/, 2)
    .join(' ')
    .slice(0, 300);
}

type Place = { readonly path: string | undefined; readonly line: number | undefined };

/** Every hook words its output in its own way, and may quote the secret: only changed files and lines are taken. */
function findingsIn(output: string, paths: readonly string[]): readonly Place[] {
  const longestFirst = [...paths].sort((a, b) => b.length - a.length);
  const found: Place[] = [];
  for (const text of output.split('\n').slice(0, 5000)) {
    const path = longestFirst.find((each) => wordIn(text, each));
    const line = path === undefined ? /^\s*line(?: number)?:?\s+(\d{1,7})\s*$/i.exec(text)?.[1] : after(text, path);
    const last = found.at(-1);
    if (path !== undefined) found.push({ path, line: numberOf(line) });
    else if (line !== undefined && last && last.line === undefined)
      found.splice(-1, 1, { ...last, line: Number(line) });
  }
  return found.length > 0 ? found : [{ path: undefined, line: undefined }];
}

function wordIn(text: string, path: string): boolean {
  const at = text.indexOf(path);
  if (at < 0 || /[\w/.-]/.test(text.charAt(at - 1))) return false;
  return !/[\w/-]/.test(text.charAt(at + path.length));
}

function after(text: string, path: string): string | undefined {
  return /^:(\d{1,7})(?!\d)/.exec(text.slice(text.indexOf(path) + path.length))?.[1];
}

function numberOf(digits: string | undefined): number | undefined {
  return digits === undefined ? undefined : Number(digits);
}
