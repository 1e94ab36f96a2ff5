import { readdir, realpath } from 'node:fs/promises';
import { type CommitId } from '../../core/ids.ts';
import { fail, ok, type Failure, type Result } from '../../core/result.ts';
import { git, gitText } from './hardening/git.ts';
import { readRemoteDefaultBranch } from './ls-remote.ts';
import { status } from './status.ts';

/** Where HEAD stands. `unborn`: the repository has no commit on this branch yet. */
export type HeadState =
  | { readonly kind: 'branch'; readonly branch: string; readonly commit: CommitId }
  | { readonly kind: 'detached'; readonly commit: CommitId }
  | { readonly kind: 'unborn'; readonly branch: string };

export type Remote = { readonly name: string; readonly url: string };

export type Repository = {
  /** Real path of the working tree's root. */
  readonly root: string;
  /** Real path of the folder that all worktrees of the repository share. */
  readonly commonDir: string;
  /** This is a linked worktree, not the primary clone. */
  readonly linked: boolean;
  readonly head: HeadState;
  readonly dirty: boolean;
  /** `origin`, or else the only remote. */
  readonly remote: Remote | undefined;
  /** From the remote's HEAD as last seen here, or else as asked. Undefined: unknown. */
  readonly defaultBranch: string | undefined;
};

/**
 * Says what a path is. May ask the remote for its default branch; an unreachable remote is no failure.
 * Failures: path-missing, path-unreadable, not-a-folder, not-a-repository, bare-repository, repository-not-owned.
 */
export async function inspectRepository(path: string): Promise<Result<Repository>> {
  const readable = await checkFolder(path);
  if (!readable.ok) return readable;
  const flags = ['--path-format=absolute', '--show-toplevel', '--git-common-dir', '--absolute-git-dir'];
  const places = await gitText(readable.value, ['rev-parse', ...flags]);
  if (!places.ok) return places;
  const [toplevel = '', commonDir = '', gitDir = ''] = places.value.trimEnd().split('\n');
  const root = await realpath(toplevel);
  const now = await status(root);
  if (!now.ok) return now;
  const remote = await findRemote(root);
  if (!remote.ok) return remote;
  const defaultBranch = remote.value ? await findDefaultBranch(root, remote.value) : ok(undefined);
  if (!defaultBranch.ok) return defaultBranch;
  const { branch, head: commit, clean } = now.value;
  const shared = await realpath(commonDir);
  return ok({
    ...{ root, commonDir: shared, linked: shared !== (await realpath(gitDir)), dirty: !clean },
    head: headState(branch, commit),
    ...{ remote: remote.value, defaultBranch: defaultBranch.value },
  });
}

function headState(branch: string | undefined, commit: CommitId | undefined): HeadState {
  if (commit === undefined) return { kind: 'unborn', branch: branch ?? '' };
  return branch === undefined ? { kind: 'detached', commit } : { kind: 'branch', branch, commit };
}

async function checkFolder(path: string): Promise<Result<string>> {
  try {
    await readdir(path);
    return ok(await realpath(path));
  } catch (error) {
    return fail(unreadable(path, error));
  }
}

function unreadable(path: string, error: unknown): Failure {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return { code: 'path-missing', message: `${path} does not exist.` };
  if (code === 'ENOTDIR') return { code: 'not-a-folder', message: `${path} is not a folder.` };
  if (code === 'EACCES' || code === 'EPERM') {
    return { code: 'path-unreadable', message: `${path} may not be read.`, next: 'Check its permissions.' };
  }
  throw error;
}

async function findRemote(root: string): Promise<Result<Remote | undefined>> {
  const names = await gitText(root, ['remote']);
  if (!names.ok) return names;
  const all = names.value.split('\n').filter(Boolean);
  const name = all.includes('origin') ? 'origin' : all.length === 1 ? all[0] : undefined;
  if (name === undefined) return ok(undefined);
  const url = await gitText(root, ['remote', 'get-url', '--', name]);
  return url.ok ? ok({ name, url: url.value.trim() }) : url;
}

async function findDefaultBranch(root: string, remote: Remote): Promise<Result<string | undefined>> {
  const prefix = `refs/remotes/${remote.name}/`;
  const seen = await git(root, ['symbolic-ref', '--quiet', `${prefix}HEAD`], { accept: [0, 1] });
  if (!seen.ok) return seen;
  if (seen.value.exitCode === 0) return ok(seen.value.stdout.trim().slice(prefix.length));
  const asked = await readRemoteDefaultBranch(root, remote);
  return asked.ok ? asked : ok(undefined);
}
