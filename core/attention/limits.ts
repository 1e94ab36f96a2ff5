import type { Lane } from './order.ts';

/** How much may be under way at once. */
export type WipLimits = {
  readonly places: number;
  /** In one repo; undefined: as much as there are places. */
  readonly perRepo?: number | undefined;
  /** More places are allowed than this machine carries. */
  readonly capped?: boolean;
};

/** What takes a place. */
export type Occupant = { readonly repos: readonly string[]; readonly lane: Lane };

/** One place in four, but one of two or three too. With a single place none can be kept. */
function keptForBackground(places: number): number {
  return places < 2 ? 0 : Math.max(1, Math.floor(places / 4));
}

/**
 * The places and who has them. `background` says how much background work there is, begun or ready to begin: while
 * there is some, its share of the places is kept from ordinary work. What stops the line takes any place.
 */
export function createPlaces(
  { places, perRepo = Infinity, capped = false }: WipLimits,
  background: number,
  nameOf: (repo: string) => string = (repo) => repo,
) {
  const inRepo = new Map<string, number>();
  let taken = 0;
  let inBackground = 0;

  return {
    taken: () => taken,
    take({ repos, lane }: Occupant): void {
      taken += 1;
      if (lane === 'background') inBackground += 1;
      for (const repo of repos) inRepo.set(repo, (inRepo.get(repo) ?? 0) + 1);
    },
    /** Why there is no place for it. What is refused once stays refused until others leave. */
    refuse({ repos, lane }: Occupant): string | undefined {
      const count = `${String(taken)} of ${String(places)} places are taken`;
      if (taken >= places) return capped ? `${count}; this machine carries no more` : count;
      const kept = Math.max(0, Math.min(keptForBackground(places), background) - inBackground);
      const ordinary = lane === 'finish' || lane === 'start';
      if (ordinary && taken >= places - kept) return `${count}; ${String(kept)} kept for background work`;
      const full = repos.find((repo) => (inRepo.get(repo) ?? 0) >= perRepo);
      return full === undefined
        ? undefined
        : `${String(perRepo)} of ${String(perRepo)} places in ${nameOf(full)} are taken`;
    },
  };
}
