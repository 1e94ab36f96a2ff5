import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** What git says in every look at a repository while this file of one worktree is there and empty. */
const emptyPointer = /failed to read (.+[/\\]worktrees[/\\][^/\\]+[/\\]commondir): /;

export function namesEmptyPointer(said: string): boolean {
  return emptyPointer.test(said);
}

/**
 * A git that was killed as it made a worktree, or lost its power, may leave the pointer to the repository empty. Git
 * writes the same two steps up for every worktree, so they are written for it: the half-made worktree is found as one then.
 */
export async function completePointer(cwd: string, said: string): Promise<void> {
  const named = emptyPointer.exec(said)?.[1];
  if (named === undefined) return;
  const file = path.resolve(cwd, named);
  if ((await readFile(file, 'utf8').catch(() => undefined)) === '') await writeFile(file, '../..\n');
}
