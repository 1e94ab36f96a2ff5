import type { Meeting, RadarHead } from '../../core/radar/conflict.ts';
import { ok } from '../../core/result.ts';
import type { Result } from '../../core/result.ts';
import { learn, NOTHING_KNOWN, pairKey } from './knowledge.ts';

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
  return {
    async look(heads) {
      const learned = await learn(
        repo,
        heads.map(({ commit }) => commit),
        knowledge,
      );
      if (!learned.ok) return learned;
      knowledge = learned.value;
      const meetings = heads.flatMap((a, at) => heads.slice(at + 1).map((b) => [a, b] as const));
      return ok(
        meetings.flatMap(([a, b]) => {
          const met = knowledge.pairs.get(pairKey({ a: a.commit, b: b.commit }));
          const silent = !met || (met.files.length === 0 && met.shared.length === 0);
          return silent ? [] : [{ a: a.name, b: b.name, ...met }];
        }),
      );
    },
  };
}
