import { CommitId } from '../../core/ids.ts';
import { ok, type Result } from '../../core/result.ts';
import type { Person } from './ancestry.ts';
import { git, gitText } from './hardening/git.ts';

export type MergeOutcome =
  { readonly kind: 'merged'; readonly tree: string } | { readonly kind: 'conflict'; readonly paths: readonly string[] };

export type NewCommit = {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly message: string;
  /** Milliseconds since the epoch; git keeps whole seconds. */
  readonly at: number;
  /** Author and committer. Without it: the person's own name, or "Teatree" where git knows none. */
  readonly author?: Person | undefined;
};

/** Merges two commits in the object store only: no working tree, no index, no ref is touched. */
export async function mergeTrees(
  repo: string,
  { ours, theirs }: { readonly ours: CommitId; readonly theirs: CommitId },
): Promise<Result<MergeOutcome>> {
  const flags = ['--write-tree', '--name-only', '--no-messages', '-z'];
  const output = await git(repo, ['merge-tree', ...flags, ours, theirs], { accept: [0, 1] });
  if (!output.ok) return output;
  const [tree = '', ...paths] = output.value.stdout.split('\0').filter(Boolean);
  return ok(output.value.exitCode === 0 ? { kind: 'merged', tree } : { kind: 'conflict', paths: [...new Set(paths)] });
}

/** Makes a commit without touching any ref. The same input gives the same commit id. */
export async function commitTree(repo: string, commit: NewCommit): Promise<Result<CommitId>> {
  const author = commit.author ? ok(commit.author) : await readPerson(repo);
  if (!author.ok) return author;
  const { name, email } = author.value;
  const date = `@${Math.floor(commit.at / 1000)} +0000`;
  const env = {
    ...{ GIT_AUTHOR_NAME: name, GIT_AUTHOR_EMAIL: email, GIT_AUTHOR_DATE: date },
    ...{ GIT_COMMITTER_NAME: name, GIT_COMMITTER_EMAIL: email, GIT_COMMITTER_DATE: date },
  };
  const parents = commit.parents.flatMap((parent) => ['-p', parent]);
  const settings = [['i18n.commitEncoding', 'UTF-8']] as const;
  const args = ['commit-tree', ...parents, '-F', '-', commit.tree];
  const id = await gitText(repo, args, { env, settings, input: commit.message });
  return id.ok ? ok(CommitId.parse(id.value.trim())) : id;
}

/** Stands in for the person where git knows no name or no address. */
export const unnamed: Person = { name: 'Teatree', email: 'teatree@localhost' };

/** Who commits made here belong to: the name and address in the person's git settings, each with a fallback. */
export async function readPerson(repo: string): Promise<Result<Person>> {
  const output = await git(repo, ['config', '--null', '--get-regexp', '^user\\.(name|email)$'], { accept: [0, 1] });
  if (!output.ok) return output;
  const settings = new Map(
    output.value.stdout.split('\0').map((entry) => [entry.split('\n')[0], entry.split('\n')[1]]),
  );
  return ok({ name: settings.get('user.name') || unnamed.name, email: settings.get('user.email') || unnamed.email });
}
