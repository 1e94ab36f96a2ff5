import { lstat } from 'node:fs/promises';
import path from 'node:path';
import { ok, type Result } from '../../../core/result.ts';
import { git, gitText } from '../hardening/git.ts';
import { status } from '../status.ts';

const MOST = ['--max-count=100'];

/** Commits of HEAD that no remote-tracking branch has, as `id subject`. Fails where HEAD leads to no commit. */
export async function unpushed(worktree: string): Promise<Result<readonly string[]>> {
  const listed = await gitText(worktree, [
    ...['log', ...MOST, '--no-show-signature', '--format=%h %s'],
    ...['HEAD', '--not', '--remotes', '--'],
  ]);
  return listed.ok ? ok(lines(listed.value)) : listed;
}

/** Stashes belong to the clone, not to the worktree; those made on its branch are named. */
export async function stashesOn(worktree: string, branch: string): Promise<Result<readonly string[]>> {
  if (await isWithoutStash(worktree)) return ok([]);
  const listed = await gitText(worktree, ['log', '-g', ...MOST, '--format=%gd %gs', 'refs/stash', '--']);
  if (!listed.ok) return listed;
  return ok(lines(listed.value).filter((line) => line.includes(` on ${branch}:`) || line.includes(`On ${branch}:`)));
}

/** Git calls a ref that it cannot read missing; only one without a file is. */
async function isWithoutStash(worktree: string): Promise<boolean> {
  const shown = await git(worktree, ['show-ref', '--verify', '--quiet', 'refs/stash'], { accept: [0, 1] });
  if (!shown.ok || shown.value.exitCode === 0) return false;
  const file = await gitText(worktree, ['rev-parse', '--path-format=absolute', '--git-path', 'refs/stash']);
  return file.ok && (await lstat(file.value.trim()).catch(() => undefined)) === undefined;
}

/** Submodules that were checked out and hold changes, or commits that no remote has. */
export async function submodulesIn(worktree: string): Promise<Result<readonly string[]>> {
  const listed = await gitText(worktree, ['ls-files', '-z', '--stage'], { maxOutput: 256 * 1024 * 1024 });
  if (!listed.ok) return listed;
  const names = listed.value.split('\0').flatMap((record) => /^160000 \w+ \d\t(.*)$/s.exec(record)?.[1] ?? []);
  const changed: string[] = [];
  for (const name of names) {
    const folder = path.join(worktree, name);
    if (!(await lstat(path.join(folder, '.git')).catch(() => undefined))) continue;
    const [now, ahead] = [await status(folder), await unpushed(folder)];
    if (!now.ok || !ahead.ok || !now.value.clean || ahead.value.length > 0) changed.push(name);
  }
  return ok(changed);
}

/** Untracked repositories inside that have commits, or may have. */
export async function nestedIn(worktree: string): Promise<Result<readonly string[]>> {
  const listed = await gitText(worktree, ['ls-files', '--others', '--exclude-standard', '-z'], {
    maxOutput: 128 * 1024 * 1024,
  });
  if (!listed.ok) return listed;
  const nested: string[] = [];
  for (const name of listed.value.split('\0').filter((each) => each.endsWith('/'))) {
    const head = await git(path.join(worktree, name), ['rev-parse', '--verify', '--quiet', 'HEAD'], {
      accept: [0, 1],
    });
    if (!head.ok || head.value.exitCode === 0) nested.push(name);
  }
  return ok(nested);
}

function lines(text: string): readonly string[] {
  return text.split('\n').filter(Boolean);
}
