import type { SimilarThread } from '../../core/contract/thread/work-methods.ts';
import type { RepoId, ThreadId } from '../../core/ids.ts';
import type { FactoryState } from '../../core/loop/state.ts';
import { isUnfinished } from '../../core/model/thread.ts';
import type { Thread } from '../../core/model/thread.ts';
import { identitiesOf } from '../../core/similar/identity.ts';
import { createSimilarIndex } from '../../core/similar/similar-index.ts';
import type { Similar, Topic } from '../../core/similar/similar-index.ts';
import { standing } from '../../core/views/board.ts';

export type SimilarThreads = {
  /** Open threads and those of the last 30 days that are about the same thing, the most similar first. */
  find(draft: ThreadDraft): Promise<readonly SimilarThread[]>;
  /** Earlier threads in the same repos that were not dropped, with what a thread has in common with them. */
  earlier(thread: Thread): Promise<readonly EarlierThread[]>;
};

/** `proof`: what shows that both are one piece of work. */
export type EarlierThread = { readonly other: Thread; readonly likeness: Similar; readonly proof: string | undefined };

export type ThreadDraft = {
  readonly title?: string | undefined;
  readonly goal: string;
  readonly repos: readonly RepoId[];
  readonly paths?: readonly string[] | undefined;
};

type Deps = { readonly state: Pick<FactoryState, 'threads'>; readonly now: () => number };

const recently = 30 * 24 * 60 * 60 * 1000;
const shown = 5;
/** Of what a new thread looks like; also later ones are among them, and those of other repos. */
const lookedAt = 20;
/** Below this two goals share no more than everyday words. */
const worthALook = 0.15;

/** The index follows the board when it is asked: what came or went since then is all the work there is. */
export function similarThreads({ state, now }: Deps): SimilarThreads {
  const index = createSimilarIndex();
  const identities = createIdentities();
  const indexed = new Set<ThreadId>();

  async function follow(): Promise<void> {
    const since = now() - recently;
    const turn = takingTurns();
    while (state.threads.read(mostAtOnce)) await turn();
    for (const thread of [...state.threads.values()]) {
      const wanted = isUnfinished(thread) || thread.updatedAt >= since;
      if (wanted === indexed.has(thread.thread)) continue;
      const topic = topicOf(thread);
      if (wanted) {
        indexed.add(thread.thread);
        index.add(thread.thread, topic);
        identities.add(thread.thread, topic);
      } else {
        indexed.delete(thread.thread);
        index.remove(thread.thread);
        identities.remove(thread.thread, topic);
      }
      await turn();
    }
  }

  return {
    async find(draft) {
      await follow();
      const asked = { title: draft.title ?? '', body: draft.goal, ...(draft.paths && { paths: draft.paths }) };
      return index.query(asked, { k: shown }).flatMap(({ id, score, why }) => {
        const thread = state.threads.get(id as ThreadId);
        if (!thread || score < worthALook) return [];
        const { word, tone } = standing(thread, undefined);
        return [{ thread: thread.thread, number: thread.number, title: thread.title, word, tone, score, why }];
      });
    },
    async earlier(thread) {
      await follow();
      const topic = topicOf(thread);
      const proofs = identities.of(topic);
      const alike = index.query(topic, { k: lookedAt, except: thread.thread });
      const proven = [...proofs.keys()].filter((id) => !alike.some((hit) => hit.id === id)).map(unlike);
      return [...alike, ...proven].flatMap((likeness) => {
        const other = state.threads.get(likeness.id as ThreadId);
        if (!other || other.number >= thread.number || other.dropped) return [];
        // The same words in other repos are other work.
        if (!other.repos.some((repo) => thread.repos.includes(repo))) return [];
        return [{ other, likeness, proof: isUnfinished(other) ? proofs.get(other.thread) : undefined }];
      });
    },
  };
}

function unlike(id: ThreadId): Similar {
  return { id, score: 0, common: { names: [], words: [] }, why: '' };
}

function topicOf({ title, goal }: Pick<Thread, 'title' | 'goal'>): Topic & { readonly body: string } {
  return { title, body: goal };
}

/** Who is known by what, so that a proof is looked up and not searched for. */
function createIdentities() {
  const known = new Map<string, Set<ThreadId>>();
  return {
    add(id: ThreadId, topic: Topic): void {
      for (const { key } of identitiesOf(topic)) known.set(key, (known.get(key) ?? new Set()).add(id));
    },
    remove(id: ThreadId, topic: Topic): void {
      for (const { key } of identitiesOf(topic)) {
        const ids = known.get(key);
        ids?.delete(id);
        if (ids?.size === 0) known.delete(key);
      }
    },
    /** Everybody who is known by the same, and what that is in words. */
    of: (topic: Topic): ReadonlyMap<ThreadId, string> =>
      new Map(
        identitiesOf(topic)
          .flatMap(({ key, words }) => [...(known.get(key) ?? [])].map((id) => [id, words] as const))
          .reverse(),
      ),
  };
}

/** Reading a goal costs about half a millisecond: after so many, or so long, others get their turn. */
const [mostAtOnce, mostMs] = [20, 5];

function takingTurns(): () => Promise<void> {
  let [done, since] = [0, performance.now()];
  return async () => {
    done += 1;
    if (done < mostAtOnce && performance.now() - since < mostMs) return;
    await new Promise((resolve) => setTimeout(resolve));
    [done, since] = [0, performance.now()];
  };
}
