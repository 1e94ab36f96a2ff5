import type { CommitId } from '../../core/ids.ts';
import type { Meeting, RadarHead } from '../../core/radar/conflict.ts';
import { turned } from '../../core/radar/overlap.ts';
import { ok } from '../../core/result.ts';
import type { Result } from '../../core/result.ts';
import { objectsOf } from '../git/merge-tree/scratch-objects.ts';
import { learn, NOTHING_KNOWN } from './knowledge.ts';
import type { Met } from './knowledge.ts';

export type Radar<Name extends string> = {
  /**
   * Every two heads that conflict or touch the same file, in the order of the heads. Costs only what changed since the
   * last look, and starts no git process where no head moved. One look at a time.
   */
  look(heads: readonly RadarHead<Name>[]): Promise<Result<readonly Meeting<Name>[]>>;
};

/** Looks at the branches of one repository, in its object store only: no ref, index or working tree is touched. */
export function createRadar<Name extends string>(repo: string): Radar<Name> {
  let knowledge = NOTHING_KNOWN;
  let objects: string | undefined;
  return {
    async look(heads) {
      const place = objects === undefined ? await objectsOf(repo) : ok(objects);
      if (!place.ok) return place;
      objects = place.value;
      const commits = new Set(heads.map(({ commit }) => commit));
      const learned = await learn({ repo, objects }, commits, knowledge);
      if (!learned.ok) return learned;
      knowledge = learned.value;
      return ok(meetingsOf(heads, knowledge.met));
    },
  };
}

type Place<Name> = { readonly name: Name; readonly at: number };

function meetingsOf<Name extends string>(
  heads: readonly RadarHead<Name>[],
  met: readonly Met[],
): readonly Meeting<Name>[] {
  const places = new Map<CommitId, Place<Name>[]>();
  for (const [at, { name, commit }] of heads.entries())
    places.set(commit, [...(places.get(commit) ?? []), { name, at }]);
  const placed = met.flatMap(({ a, b, files, shared }) =>
    (places.get(a) ?? []).flatMap((one) =>
      (places.get(b) ?? []).map((other) => meeting(one, other, { files, shared })),
    ),
  );
  return placed.sort((a, b) => a.order[0] - b.order[0] || a.order[1] - b.order[1]).map((each) => each.meeting);
}

function meeting<Name extends string>(
  a: Place<Name>,
  b: Place<Name>,
  { files, shared }: Pick<Meeting, 'files' | 'shared'>,
) {
  if (a.at < b.at) return { order: [a.at, b.at] as const, meeting: { a: a.name, b: b.name, files, shared } };
  return { order: [b.at, a.at] as const, meeting: { a: b.name, b: a.name, files: files.map(turned), shared } };
}
