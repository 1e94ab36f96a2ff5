import { inspectRepository } from '../git/repository.ts';

/** What a person may wonder about when they add a clone in this state; none of it stands in the way. */
export async function cloneNotes(path: string): Promise<readonly string[]> {
  const clone = await inspectRepository(path);
  if (!clone.ok) return [];
  const { root, dirty, head } = clone.value;
  const untouched = 'threads start from the remote and never touch this working tree';
  return [
    ...(dirty ? [`${root} has uncommitted changes; ${untouched}`] : []),
    ...(head.kind === 'detached' ? [`${root} has a detached HEAD; ${untouched}`] : []),
  ];
}
