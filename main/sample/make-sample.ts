import { access, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fail, ok } from '../../core/result.ts';
import type { Result } from '../../core/result.ts';
import { cleanEnvironment } from '../process/environment.ts';
import { run } from '../process/run.ts';
import { SAMPLE_REPOS } from './sources.ts';
import type { SampleCommit } from './sample-commit.ts';
import type { SampleRepo } from './sources.ts';

export type MadeSample = {
  readonly folder: string;
  /** In landing order: the library first. */
  readonly repos: readonly { readonly name: string; readonly clone: string; readonly remote: string }[];
};

const AUTHOR = { name: 'Mira Sample', email: 'mira@sample.invalid' };
const IDENTITY = [
  ...['-c', `user.name=${AUTHOR.name}`, '-c', `user.email=${AUTHOR.email}`],
  ...['-c', 'commit.gpgsign=false', '-c', 'core.hooksPath=/dev/null', '-c', 'init.defaultBranch=main'],
];

/**
 * Makes the sample in `folder`: a working clone per repo, side by side, and its bare remote `remotes/<name>.git`.
 * What is there already stays as it is, so it can be called at every start.
 */
export async function makeSample(folder: string): Promise<Result<MadeSample>> {
  const root = resolve(folder);
  const repos = SAMPLE_REPOS.map((repo) => ({
    repo,
    name: repo.name,
    clone: join(root, repo.name),
    remote: join(root, 'remotes', `${repo.name}.git`),
  }));
  await mkdir(join(root, 'remotes'), { recursive: true });
  for (const { repo, clone, remote } of repos) {
    const made = await makeRemote(repo, remote);
    const cloned = made.ok ? await makeClone(remote, clone) : made;
    if (!cloned.ok) return cloned;
  }
  return ok({ folder: root, repos: repos.map(({ name, clone, remote }) => ({ name, clone, remote })) });
}

/** Built under another name first: a remote that exists is a whole one. */
async function makeRemote(repo: SampleRepo, remote: string): Promise<Result<undefined>> {
  if (await exists(remote)) return ok(undefined);
  const source = `${remote}.source`;
  const unfinished = `${remote}.unfinished`;
  await rm(source, { recursive: true, force: true });
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(source, { recursive: true });
  const begun = await git(source, ['init', '--quiet', '--initial-branch=main']);
  if (!begun.ok) return begun;
  for (const commit of repo.commits) {
    const committed = await commitFiles(source, commit);
    if (!committed.ok) return committed;
  }
  const cloned = await git(dirname(remote), ['clone', '--quiet', '--bare', '--no-hardlinks', source, unfinished]);
  if (!cloned.ok) return cloned;
  // A bare clone remembers where it came from, which is about to go.
  const forgotten = await git(unfinished, ['remote', 'remove', 'origin']);
  if (!forgotten.ok) return forgotten;
  await rename(unfinished, remote);
  await rm(source, { recursive: true, force: true });
  return ok(undefined);
}

async function commitFiles(source: string, { files, date, message }: SampleCommit): Promise<Result<undefined>> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(source, path)), { recursive: true });
    await writeFile(join(source, path), content);
  }
  const added = await git(source, ['add', '--all']);
  if (!added.ok) return added;
  const dates = { GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
  return git(source, ['commit', '--quiet', '--message', message], dates);
}

/** Its own identity lets it commit on a machine where git knows nobody yet. */
async function makeClone(remote: string, clone: string): Promise<Result<undefined>> {
  if (await exists(clone)) return ok(undefined);
  const unfinished = `${clone}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  const steps = [
    { cwd: dirname(clone), args: ['clone', '--quiet', remote, unfinished] },
    { cwd: unfinished, args: ['config', 'user.name', AUTHOR.name] },
    { cwd: unfinished, args: ['config', 'user.email', AUTHOR.email] },
    { cwd: unfinished, args: ['config', 'commit.gpgsign', 'false'] },
  ];
  for (const { cwd, args } of steps) {
    const done = await git(cwd, args);
    if (!done.ok) return done;
  }
  await rename(unfinished, clone);
  return ok(undefined);
}

async function git(
  cwd: string,
  args: readonly string[],
  dates: Record<string, string> = {},
): Promise<Result<undefined>> {
  const env = cleanEnvironment({ GIT_CONFIG_NOSYSTEM: '1', GIT_TERMINAL_PROMPT: '0', ...dates });
  const ran = await run({ file: 'git', args: [...IDENTITY, ...args], cwd, env });
  if (!ran.ok) return ran;
  if (ran.value.exitCode === 0) return ok(undefined);
  const message = `The sample could not be made: git ${args[0]} in ${cwd}: ${ran.value.stderr.trim()}`;
  return fail({ code: 'sample-failed', message, next: `Remove ${cwd} and start again` });
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
