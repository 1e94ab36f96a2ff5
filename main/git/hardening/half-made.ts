import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** What git says in every look at a repository while this file of one worktree is there and empty. */
const emptyPointer = /failed to read (.+[/\\]worktrees[/\\][^/\\]+[/\\]commondir): /;
/** What git says in every fetch, and every look at all commits, while this worktree has a placeholder for its commit. */
const noCommit = /bad object worktrees\/([^/\s]+)\/HEAD/;

export function namesHalfMade(said: string): boolean {
  return emptyPointer.test(said) || noCommit.test(said);
}

/** Runs git and answers the first line it prints; empty when it fails. */
type Ask = (...args: readonly string[]) => Promise<string>;

/**
 * A git that was killed as it made a worktree, or lost its power, may leave files that stop every other git in the
 * repository: an empty pointer to the repository, or the placeholder of zeros that git writes for the commit before it
 * knows it. Git writes the same two steps up for every worktree, so they are written for it; any commit will do for the
 * other. The half-made worktree is found as one then.
 */
export async function completeWorktree(cwd: string, said: string, ask: Ask): Promise<void> {
  const pointer = emptyPointer.exec(said)?.[1];
  if (pointer !== undefined) await replace(path.resolve(cwd, pointer), /^$/, () => Promise.resolve('../..'));
  const id = noCommit.exec(said)?.[1];
  if (id === undefined) return;
  const clone = await ask('rev-parse', '--path-format=absolute', '--git-common-dir');
  const anyCommit = () => ask('for-each-ref', '--count=1', '--format=%(objectname)', 'refs/heads', 'refs/remotes');
  if (clone !== '') await replace(path.join(clone, 'worktrees', id, 'HEAD'), /^0+\n$/, anyCommit);
}

/** Only where nobody has completed it meanwhile. */
async function replace(file: string, unfinished: RegExp, line: () => Promise<string>): Promise<void> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined || !unfinished.test(text)) return;
  const instead = await line();
  if (instead !== '') await writeFile(file, `${instead}\n`);
}
