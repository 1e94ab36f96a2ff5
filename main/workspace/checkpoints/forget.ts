import type { Repo } from '../../../core/model/repo.ts';
import type { Thread } from '../../../core/model/thread.ts';
import type { Retention } from '../../../core/model/workspace/retention.ts';
import { expired } from '../../../core/model/workspace/retention.ts';
import type { Result } from '../../../core/result.ts';
import { deleteCheckpoints, listCheckpoints, sizeOf, type Checkpoint } from '../../git/checkpoint/list.ts';

export type ForgetParts = {
  now(): number;
  /** A clock that cannot leap forward; `now` where there is none. */
  steadyNow?(): number;
  repo(id: Repo['id']): Repo | undefined;
  retention(): Retention;
};

const megabyte = 1024 * 1024;

/** Forgets what has had its time: by age, by number, and then the oldest until the rest has room. Answers what failed. */
export async function forgetExpired(
  { repo, retention, now, steadyNow = now }: ForgetParts,
  thread: Thread,
  finished = false,
): Promise<readonly string[]> {
  const { megabytes, ...limits } = retention();
  const clones = thread.repos.flatMap((id) => repo(id)?.path ?? []);
  const forgotten = await Promise.all(
    clones.map(async (clone) => {
      const all = await listCheckpoints(clone, thread.thread);
      if (!all.ok) return all;
      const old = expired(all.value, limits, { now: steadyNow(), finished });
      const deleted = await deleteCheckpoints(clone, old);
      const kept = all.value.filter((each) => !old.includes(each));
      return deleted.ok ? fit(clone, kept, megabytes * megabyte) : deleted;
    }),
  );
  return forgotten.flatMap((each) => (each.ok ? [] : [each.error.message]));
}

/** Half of them at a time, so that few looks at the sizes are enough. The newest stays, whatever its size. */
async function fit(clone: string, kept: readonly Checkpoint[], most: number): Promise<Result<unknown>> {
  const size = await sizeOf(clone, kept);
  if (!size.ok || size.value <= most || kept.length < 2) return size;
  const half = Math.ceil((kept.length - 1) / 2);
  const deleted = await deleteCheckpoints(clone, kept.slice(0, half));
  return deleted.ok ? fit(clone, kept.slice(half), most) : deleted;
}
