import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { defaultPolicy } from '../../../core/gates/policy.ts';
import type { Policy } from '../../../core/gates/policy.ts';
import { catalogue } from '../../../core/gates/policy/catalogue.ts';
import type { PolicyFile } from '../../../core/gates/policy/policy-file.ts';
import type { RepoId, ThreadId } from '../../../core/ids.ts';
import type { PolicyStatus } from '../../../core/model/gate.ts';
import type { Repo } from '../../../core/model/repo.ts';
import { createLayer } from './layer.ts';
import { fileText, repoText } from './policy-text.ts';
import { atMostEvery, createReader } from './reader.ts';
import type { Reader } from './reader.ts';

/** The layers of one thread, and the hash that stands for them in the journal. */
export type InForce = { readonly policy: Policy; readonly hash: string };

export type ShelfOptions = {
  readonly dataFolder: string;
  /** Of the app: its built-in rules are part of the policy. */
  readonly version: string;
  readonly now: () => number;
  readonly repo: (id: RepoId) => Repo | undefined;
};

export type Subject = { readonly thread: ThreadId; readonly repos: readonly RepoId[] };

export type Shelf = {
  /** The person's own file. */
  readonly file: string;
  /** Reads what changed. Without a subject the default and the user's layer. */
  inForce(subject?: Subject): Promise<InForce>;
  user(): PolicyFile | undefined;
  /** The layers of repos and threads that were met so far. */
  others(): readonly PolicyFile[];
  /** What the hash would be with this as the user's layer. */
  hashWith(user: PolicyFile | undefined): string;
  status(): PolicyStatus;
  subscribe(listener: (status: PolicyStatus) => void): () => void;
};

/** Every policy file there is. Each is read when it changed, whole or not at all. */
export function createShelf(options: ShelfOptions): Shelf {
  const { user, others, of, file } = readersOf(options);
  const listeners = new Set<(status: PolicyStatus) => void>();
  const shipped = digest([options.version, catalogue]);
  const hashOf = (own: PolicyFile | undefined, tightening: readonly PolicyFile[]) =>
    digest([shipped, own ? digestOf(own) : '', tightening.map(digestOf)]);
  let told = '';

  function status(): PolicyStatus {
    const problems = [user, ...others.values()].flatMap((reader) => reader.layer.problems());
    return { hash: hashOf(user.layer.policy(), []), problems };
  }

  return {
    file,
    async inForce(subject) {
      const readers = subject ? of(subject) : [];
      await Promise.all([user, ...readers].map((reader) => reader.refresh()));
      const tightening = readers.flatMap(({ layer }) => layer.policy() ?? []);
      const own = user.layer.policy();
      const current = status();
      if (told !== (told = JSON.stringify(current))) for (const listener of listeners) listener(current);
      return { policy: { ...defaultPolicy, user: own, tightening }, hash: hashOf(own, tightening) };
    },
    user: () => user.layer.policy(),
    others: () => [...others.values()].flatMap(({ layer }) => layer.policy() ?? []),
    hashWith: (own) => hashOf(own, []),
    status,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** How old the reading of a protected branch may be. It only moves by a fetch or a landing. */
const repoAgeMs = 20_000;

function readersOf({ dataFolder, now, repo: repoOf }: ShelfOptions) {
  const file = join(dataFolder, 'policy.yaml');
  const folder = join(dataFolder, 'policy');
  const lastGood = (name: string) => join(folder, 'last-good', `${name}.yaml`);
  const others = new Map<string, Reader>();

  function remembered(id: string, make: () => Reader): Reader {
    const known = others.get(id) ?? make();
    others.set(id, known);
    return known;
  }

  function ofRepo(id: RepoId): readonly Reader[] {
    const repo = repoOf(id);
    if (!repo) return [];
    const place = { layer: 'repo', source: repo.name, file: `${repo.name}/.teatree/policy.yaml` } as const;
    const read = () => repoText({ path: repo.path, remote: repo.remote.name, branch: repo.defaultBranch });
    return [remembered(id, () => createReader(createLayer(place, lastGood(id)), atMostEvery(repoAgeMs, now, read)))];
  }

  function ofThread(id: ThreadId): Reader {
    const own = join(folder, 'threads', `${id}.yaml`);
    const place = { layer: 'thread', source: id, file: own } as const;
    return remembered(id, () => createReader(createLayer(place, lastGood(id)), fileText(own)));
  }

  const place = { layer: 'user', source: 'policy.yaml', file } as const;
  return {
    ...{ file, others },
    user: createReader(createLayer(place, lastGood('user')), fileText(file)),
    of: ({ thread, repos }: Subject): readonly Reader[] => [...repos.flatMap(ofRepo), ofThread(thread)],
  };
}

const digests = new WeakMap<PolicyFile, string>();

/** A file that was read stays as it is, and is asked about at every action. */
function digestOf(file: PolicyFile): string {
  const known = digests.get(file) ?? digest(file);
  digests.set(file, known);
  return known;
}

function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 32);
}
