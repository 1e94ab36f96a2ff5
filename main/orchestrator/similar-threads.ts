import type { SimilarThread } from '../../core/contract/work-methods.ts';
import type { RepoId, ThreadId } from '../../core/ids.ts';
import type { FactoryState } from '../../core/loop/state.ts';
import { isUnfinished } from '../../core/model/thread.ts';
import type { Thread } from '../../core/model/thread.ts';
import { identityOf } from '../../core/similar/identity.ts';
import { createSimilarIndex } from '../../core/similar/similar-index.ts';
import type { Topic } from '../../core/similar/similar-index.ts';
import { standing } from '../../core/views/board.ts';

export type SimilarThreads = {
  /** Open threads and those of the last 30 days that are about the same thing, the most similar first. */
  find(draft: ThreadDraft): Promise<readonly SimilarThread[]>;
  /** What proves that a thread is the same work as an unfinished one. */
  proofs(thread: Thread): readonly { readonly to: ThreadId; readonly evidence: string }[];
};

export type ThreadDraft = {
  readonly title?: string | undefined;
  readonly goal: string;
  readonly repos: readonly RepoId[];
  readonly paths?: readonly string[] | undefined;
};

type Deps = { readonly state: Pick<FactoryState, 'threads'>; readonly now: () => number };

const recently = 30 * 24 * 60 * 60 * 1000;
const shown = 5;
/** Below this two goals share no more than everyday words. */
const worthALook = 0.15;

/** Reading a goal costs about half a millisecond; so many go by before others get their turn. */
const atOnce = 20;

/** The index follows the board when it is asked: what came or went since then is all the work there is. */
export function similarThreads({ state, now }: Deps): SimilarThreads {
  const index = createSimilarIndex();
  const indexed = new Set<ThreadId>();

  async function follow(): Promise<void> {
    const since = now() - recently;
    let read = 0;
    for (const thread of [...state.threads.values()]) {
      const wanted = isUnfinished(thread) || thread.updatedAt >= since;
      if (wanted === indexed.has(thread.thread)) continue;
      if (wanted) {
        indexed.add(thread.thread);
        index.add(thread.thread, topicOf(thread));
        read += 1;
        if (read % atOnce === 0) await new Promise((resolve) => setTimeout(resolve));
      } else {
        indexed.delete(thread.thread);
        index.remove(thread.thread);
      }
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
    proofs: (thread) =>
      [...state.threads.values()].flatMap((other) => {
        if (other.thread === thread.thread || !isUnfinished(other)) return [];
        // The same words in other repos are other work.
        if (!other.repos.some((repo) => thread.repos.includes(repo))) return [];
        const evidence = identityOf(topicOf(thread), topicOf(other));
        return evidence === undefined ? [] : [{ to: other.thread, evidence }];
      }),
  };
}

function topicOf({ title, goal }: Pick<Thread, 'title' | 'goal'>): Topic {
  return { title, body: goal };
}
