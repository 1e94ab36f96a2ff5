import type { RepoId, ThreadId } from '../ids.ts';
import type { Meeting } from '../radar/conflict.ts';
import type { SharedWork } from './likeness.ts';

/** How the branches of two threads meet in a repo. */
export type ThreadMeeting = Meeting<ThreadId> & { readonly repo: RepoId };

/** A file that more threads than these change is changed for many reasons. */
const mostOnRare = 3;

/** What the commits of two threads have in common, among all meetings there are. */
export function sharedWork(one: ThreadId, other: ThreadId, meetings: readonly ThreadMeeting[]): SharedWork {
  const between = meetings.filter(({ a, b }) => (a === one && b === other) || (a === other && b === one));
  return {
    rare: between.flatMap(({ repo, shared }) =>
      shared.filter((path) => changersOf(repo, path, meetings) <= mostOnRare),
    ),
    conflicting: between.flatMap(({ files }) => files.map(({ path }) => path)),
  };
}

function changersOf(repo: RepoId, path: string, meetings: readonly ThreadMeeting[]): number {
  const there = meetings.filter((each) => each.repo === repo && each.shared.includes(path));
  return new Set(there.flatMap(({ a, b }) => [a, b])).size;
}
