import type { RepoId } from '../../ids.ts';
import type { Repo } from '../repo.ts';

type Repos = ReadonlyMap<RepoId, Repo>;

/** The repos that its code builds on, directly or through others, as `after` in their `.teatree.yaml` says. */
export function providersOf(repos: Repos, repo: RepoId): ReadonlySet<RepoId> {
  const found = new Set<RepoId>();
  const look = (id: RepoId) => {
    const names = repos.get(id)?.config.after ?? [];
    for (const [other, { name }] of repos) {
      if (!names.includes(name) || found.has(other)) continue;
      found.add(other);
      look(other);
    }
  };
  look(repo);
  return found;
}

/** Of each repo how many of the others build on it; those on which none does are left out. */
export function dependentsOf(repos: Repos): ReadonlyMap<RepoId, number> {
  const counts = new Map<RepoId, number>();
  for (const id of repos.keys())
    for (const provider of providersOf(repos, id))
      if (provider !== id) counts.set(provider, (counts.get(provider) ?? 0) + 1);
  return counts;
}

/** A provider before what builds on it; else, and where repos build on each other, in the order given. */
export function inProviderOrder(repos: Repos, ids: readonly RepoId[]): readonly RepoId[] {
  const ordered = new Set<RepoId>();
  const place = (id: RepoId, below: ReadonlySet<RepoId>) => {
    const providers = providersOf(repos, id);
    for (const other of ids) if (providers.has(other) && !below.has(other)) place(other, new Set([...below, id]));
    ordered.add(id);
  };
  for (const id of ids) place(id, new Set([id]));
  return [...ordered];
}
