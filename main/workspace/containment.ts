import { mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Repo } from '../../core/model/repo.ts';
import type { Worktree } from '../../core/model/thread.ts';
import { ok } from '../../core/result.ts';
import type { Result } from '../../core/result.ts';
import { mountsWithoutOutbox, prepareOutbox } from '../git/outbox/outbox.ts';
import type { Containment, Mount } from '../process/containment/containment.ts';
import { outboxOf } from './collect.ts';
import type { placeOf } from './place.ts';
import { secretsOfClone, secretsOfHome } from './secret-places.ts';

export type Ground = {
  readonly by: Containment['by'];
  readonly network: Containment['network'];
  readonly dataFolder: string;
  readonly place: ReturnType<typeof placeOf>;
  readonly worktrees: readonly { readonly repo: Repo; readonly worktree: Worktree }[];
  readonly home?: string;
};

/** Sockets and scratch of everybody on this machine; a program gets its own, empty ones. */
const SHARED = ['/tmp', '/var/tmp', '/run'];
/** What of them every program needs: name resolution, and where NixOS keeps its programs. */
const NEEDED = [
  ...[
    '/run/systemd/resolve',
    '/run/resolvconf',
    '/run/NetworkManager/resolv.conf',
    '/run/NetworkManager/no-stub-resolv.conf',
  ],
  ...['/run/current-system', '/run/opengl-driver', '/run/wrappers'],
];

/**
 * What a thread's agents may do to this machine: write their worktrees, scratch and session folder, and commit into
 * the outbox; read the rest but for secrets, other threads and what teatree itself keeps.
 * Makes ready what the containment needs, so it is asked for before each run. Failures: those of `prepareOutbox`.
 */
export async function containThread(ground: Ground): Promise<Result<Containment>> {
  const { by, network, place, worktrees } = ground;
  const mountsOf = by === 'bubblewrap' ? prepareOutbox : mountsWithoutOutbox;
  const asked = await Promise.all(worktrees.map((each) => mountsOf(outboxOf({ place, ...each }))));
  const git: Mount[] = [];
  for (const mounts of asked) {
    if (!mounts.ok) return mounts;
    git.push(...mounts.value);
  }
  for (const folder of [cacheOf(place), place.state]) await mkdir(folder, { recursive: true });
  const clones = worktrees.map(({ repo }) => repo.path);
  const mounts: readonly Mount[] = [
    ...(await commonMounts(ground, clones)),
    { access: 'read', at: place.folder },
    ...worktrees.map(({ worktree }): Mount => ({ access: 'write', at: worktree.path })),
    { access: 'write', at: place.scratch },
    { access: 'write', at: place.state },
    ...git,
  ];
  return ok({ by, network, mounts });
}

/** What no agent shares or reads, whatever it does: private temporary folders, secrets, what teatree keeps. */
export async function commonMounts(
  { dataFolder, home = homedir() }: Pick<Ground, 'dataFolder' | 'home'>,
  clones: readonly string[],
): Promise<readonly Mount[]> {
  const secrets = await Promise.all([secretsOfHome(home), ...clones.map((clone) => secretsOfClone(clone, home))]);
  return [
    ...SHARED.map((at): Mount => ({ access: 'fresh', at })),
    ...[...NEEDED, ...[home, ...clones].filter(isShared)].map((at): Mount => ({ access: 'read', at })),
    ...[...secrets.flat(), dataFolder].map((at): Mount => ({ access: 'none', at })),
  ];
}

/** The home is read-only to agents, so their package managers cache in the thread's scratch. */
export function cacheEnvironment(place: Pick<Ground['place'], 'scratch'>): Readonly<Record<string, string>> {
  const cache = cacheOf(place);
  return { XDG_CACHE_HOME: cache, npm_config_cache: join(cache, 'npm'), YARN_CACHE_FOLDER: join(cache, 'yarn') };
}

function cacheOf({ scratch }: Pick<Ground['place'], 'scratch'>): string {
  return join(scratch, '.cache');
}

function isShared(path: string): boolean {
  return SHARED.some((folder) => path.startsWith(`${folder}/`));
}
