import path from 'node:path';
import { CommitId } from '../../core/ids.ts';
import { ok, type Result } from '../../core/result.ts';
import { git, gitText } from './hardening/git.ts';

export type StatusEntry = {
  readonly path: string;
  /** Where a renamed file was before. */
  readonly oldPath: string | undefined;
  readonly kind: 'changed' | 'renamed' | 'unmerged' | 'untracked';
  /** The index differs from HEAD, the working tree differs from the index. */
  readonly staged: boolean;
  readonly unstaged: boolean;
};

export type Status = {
  /** Undefined: HEAD is detached. */
  readonly branch: string | undefined;
  /** Undefined: there is no commit yet. */
  readonly head: CommitId | undefined;
  /** Untracked files are listed one by one, ignored files never. */
  readonly entries: readonly StatusEntry[];
  readonly clean: boolean;
};

/** What differs from HEAD in a working tree. Takes no lock; changes nothing. */
export async function status(worktree: string): Promise<Result<Status>> {
  const flags = [
    '--porcelain=v2',
    '-z',
    '--branch',
    '--untracked-files=all',
    '--ignore-submodules=dirty',
    '--find-renames',
  ];
  const output = await gitText(worktree, ['status', ...flags]);
  return output.ok ? ok(parseStatus(output.value)) : output;
}

/** Format: git-status(1), "Porcelain Format Version 2". */
function parseStatus(output: string): Status {
  const records = output.split('\0');
  const entries: StatusEntry[] = [];
  let branch: string | undefined;
  let head: CommitId | undefined;
  for (let at = 0; at < records.length; at += 1) {
    const record = records[at] ?? '';
    if (record.startsWith('# branch.oid ')) head = CommitId.safeParse(record.slice(13)).data;
    else if (record.startsWith('# branch.head '))
      branch = record.slice(14) === '(detached)' ? undefined : record.slice(14);
    else if (record.startsWith('1 ')) entries.push(tracked('changed', record, 8));
    else if (record.startsWith('2 ')) entries.push({ ...tracked('renamed', record, 9), oldPath: records[(at += 1)] });
    else if (record.startsWith('u ')) entries.push(tracked('unmerged', record, 10));
    else if (record.startsWith('? ')) entries.push(untracked(record.slice(2)));
  }
  return { branch, head, entries, clean: entries.length === 0 };
}

/** The path comes after `fields` space-separated fields, the second of which holds the two states. */
function tracked(kind: StatusEntry['kind'], record: string, fields: number): StatusEntry {
  const parts = record.split(' ');
  const states = parts[1] ?? '..';
  const path = parts.slice(fields).join(' ');
  return { path, oldPath: undefined, kind, staged: states[0] !== '.', unstaged: states[1] !== '.' };
}

function untracked(path: string): StatusEntry {
  return { path, oldPath: undefined, kind: 'untracked', staged: false, unstaged: true };
}

/** Whether git leaves a path of a worktree out, as a file or a folder, also when nothing stands there yet. */
export async function isIgnored(worktree: string, path: string): Promise<Result<boolean>> {
  // This command refuses to run where paths are to be taken literally.
  const options = { accept: [0, 1], env: { GIT_LITERAL_PATHSPECS: '0' } };
  const asked = await git(worktree, ['check-ignore', '--', path, `${path}/`], options);
  return asked.ok ? ok(asked.value.exitCode === 0) : asked;
}

/** Folders of which git looks at nothing, as absolute paths. One with a tracked file in it is none of them. */
export async function ignoredFolders(worktree: string): Promise<Result<ReadonlySet<string>>> {
  const args = ['ls-files', '--others', '--ignored', '--exclude-standard', '--directory', '-z'];
  const listed = await gitText(worktree, args, { maxOutput: 64 * 1024 * 1024 });
  if (!listed.ok) return listed;
  const folders = listed.value.split('\0').filter((name) => name.endsWith('/'));
  return ok(new Set(folders.map((name) => path.join(worktree, name.slice(0, -1)))));
}
