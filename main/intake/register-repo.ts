import { basename, dirname } from 'node:path';
import type { Repo } from '../../core/model/repo.ts';
import { fail, ok } from '../../core/result.ts';
import type { Failure, Result } from '../../core/result.ts';
import { revParse } from '../git/ancestry.ts';
import { fetchBranch } from '../git/fetch.ts';
import { inspectRepository } from '../git/repository.ts';
import type { Remote, Repository } from '../git/repository.ts';
import { detectChecks } from './detect-checks.ts';
import { readRepoConfig } from './repo-config.ts';
import { remoteKey } from './same-remote.ts';
import { treeReader } from './tree-reader.ts';

export type RepoDraft = Omit<Repo, 'id'>;

/**
 * Looks at a clone and says how to work with it, or why that cannot be. Its working tree is only read.
 * Failures: those of `inspectRepository` but with the path in the message, no-commits, no-remote, linked-worktree,
 * repo-already-registered, remote-already-registered, default-branch-unknown, remote-…, config-malformed.
 */
export async function inspectClone(path: string, registered: readonly Repo[]): Promise<Result<RepoDraft>> {
  const inspected = await inspectRepository(path);
  if (!inspected.ok) return fail(explain(path, inspected.error));
  const clone = inspected.value;
  const unfit = unfitness(clone);
  if (unfit) return fail(unfit);
  const { remote, root } = clone;
  if (!remote) return fail(noRemote(root));
  const twin = findTwin(root, remote, registered);
  if (twin) return fail(twin);
  const branch = await usableDefaultBranch(clone, remote);
  if (!branch.ok) return branch;
  const name = freeName(root, registered);
  const read = treeReader(root, `refs/remotes/${remote.name}/${branch.value}`);
  const detected = await detectChecks(read);
  if (!detected.ok) return detected;
  const own = await readRepoConfig(read, name);
  if (!own.ok) return own;
  const { packageManager, config } = detected.value;
  return ok({
    ...{ name, path: root, remote, defaultBranch: branch.value },
    ...(packageManager !== undefined && { packageManager }),
    config: { ...config, ...own.value },
    configSource: 'detected',
  });
}

const remedies: Readonly<Record<string, string>> = {
  'path-missing': 'Check the path, or clone the repository there first',
  'path-unreadable': 'Give yourself the right to read it (chmod u+rx)',
  'not-a-folder': 'Name the folder of a clone',
  'not-a-repository': 'Name the folder of a clone, or run `git init` there and add a remote',
  'bare-repository': 'Clone it, and add the clone',
};

/** The same failure with the path and a next step in it. */
function explain(path: string, { code, message, next }: Failure): Failure {
  const remedy = remedies[code] ?? next;
  const named = message.includes(path) ? message : `${path}: ${message}`;
  return remedy === undefined ? { code, message: named } : { code, message: named, next: remedy };
}

function unfitness({ root, head, linked, commonDir }: Repository): Failure | undefined {
  if (linked) {
    const next = `Add its clone: teatree repo add ${dirname(commonDir)}`;
    return { code: 'linked-worktree', message: `${root} is a linked worktree`, next };
  }
  if (head.kind !== 'unborn') return undefined;
  return { code: 'no-commits', message: `${root} has no commits yet`, next: 'Commit something and push it first' };
}

function noRemote(root: string): Failure {
  const message = `${root} has no remote called origin, so nothing could be landed`;
  return { code: 'no-remote', message, next: 'Add one: git remote add origin URL' };
}

function findTwin(root: string, remote: Remote, registered: readonly Repo[]): Failure | undefined {
  const same = registered.find((each) => each.path === root);
  if (same) {
    const next = 'Use it, or see all: teatree repo list';
    return { code: 'repo-already-registered', message: `${root} is already registered as ${same.name}`, next };
  }
  const key = remoteKey(remote.url, root);
  const other = registered.find((each) => remoteKey(each.remote.url, each.path) === key);
  if (!other) return undefined;
  const message = `${root} has the same remote as ${other.name} (${other.path}): ${remote.url}`;
  const next = `Use ${other.name}, or remove it first: teatree repo remove ${other.name}`;
  return { code: 'remote-already-registered', message, next };
}

/** The default branch as this clone has it from its remote; fetched when it was never seen. */
async function usableDefaultBranch({ root, head, defaultBranch }: Repository, remote: Remote): Promise<Result<string>> {
  const branch = defaultBranch ?? (head.kind === 'branch' ? head.branch : undefined);
  if (branch === undefined) return fail(unknownBranch(root, remote));
  const seen = await revParse(root, `refs/remotes/${remote.name}/${branch}`);
  if (seen.ok) return ok(branch);
  const fetched = await fetchBranch(root, { remote, branch });
  if (fetched.ok) return ok(branch);
  return defaultBranch === undefined && fetched.error.code === 'remote-branch-missing'
    ? fail(unknownBranch(root, remote))
    : fail(explain(root, fetched.error));
}

function unknownBranch(root: string, remote: Remote): Failure {
  const message = `${root}: the default branch of ${remote.name} is not known`;
  return { code: 'default-branch-unknown', message, next: `Push it, then: git remote set-head ${remote.name} --auto` };
}

/** The folder's name; with its parent's or a number when another repo has that name. */
function freeName(root: string, registered: readonly Repo[]): string {
  const plain = nameOf(basename(root));
  const long = nameOf(`${basename(dirname(root))}-${basename(root)}`);
  const taken = new Set(registered.map((each) => each.name));
  const free = [plain, long].find((name) => !taken.has(name));
  if (free !== undefined) return free;
  let count = 2;
  while (taken.has(`${plain}-${String(count)}`)) count += 1;
  return `${plain}-${String(count)}`;
}

function nameOf(folder: string): string {
  const name = folder.replace(/[^\w.-]+/g, '-').replace(/^[^\w]+/, '');
  return name === '' ? 'repo' : name;
}
