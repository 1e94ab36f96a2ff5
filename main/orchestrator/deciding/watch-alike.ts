import type { ThreadId } from '../../../core/ids.ts';
import type { Entry } from '../../../core/loop/event.ts';
import type { Likeness } from '../../../core/model/deciding/likeness.ts';
import { isUnfinished } from '../../../core/model/thread.ts';
import type { Thread } from '../../../core/model/thread.ts';
import { evidenceOf } from '../../../core/similar/likeness.ts';
import type { SharedWork } from '../../../core/similar/likeness.ts';
import { sharedWork } from '../../../core/similar/shared-work.ts';
import type { ThreadMeeting } from '../../../core/similar/shared-work.ts';
import type { Orchestrator } from '../orchestrator-port.ts';
import type { EarlierThread, SimilarThreads } from '../similar-threads.ts';

type AlikeParts = {
  readonly orchestrator: Pick<Orchestrator, 'state' | 'report' | 'subscribe'>;
  readonly similar: Pick<SimilarThreads, 'earlier'>;
  /** How the commits of unfinished threads meet. */
  readonly meetings: () => readonly ThreadMeeting[];
  /** After so long the first look is had, which gives the start of the app its peace. */
  readonly firstMs?: number;
};

/** Threads of before this start were looked at when they began; the latest are looked at again, in case that was cut short. */
const mostAtStart = 200;
/** What comes together is looked at together. */
const settleMs = 500;
/** The radar takes its time with new commits. */
const everyMs = 30_000;
/** A look takes milliseconds; so many times as long it rests, because nobody waits for it. */
const restFor = 3;

/** Finds out which threads look like the same work, while they come and while their commits grow. Answers how to stop. */
export function watchAlike({ orchestrator, similar, meetings, firstMs = 3_000 }: AlikeParts): () => void {
  const { state, report, subscribe } = orchestrator;
  const wanted = new Set(latest(state.threads.awake()));
  const moved = whatMoved();
  let timer: NodeJS.Timeout | undefined;
  let work = Promise.resolve();
  let stopped = false;
  let isStale = false; // Something came during a look, which had read how commits meet.

  async function lookAtAll(): Promise<void> {
    isStale = false;
    for (const { a, b } of moved(meetings())) wanted.add(numberOf(a) > numberOf(b) ? a : b);
    for (const id of wanted) {
      if (stopped) return;
      wanted.delete(id);
      const before = performance.now();
      await lookAt(id);
      await new Promise((resolve) => setTimeout(resolve, (performance.now() - before) * restFor).unref());
    }
  }

  async function lookAt(id: ThreadId): Promise<void> {
    const thread = state.threads.get(id);
    if (!thread || !isUnfinished(thread)) return;
    for (const earlier of await similar.earlier(thread)) {
      const shared = sharedWork(id, earlier.other.thread, meetings());
      const alike = news(thread, earlier, shared);
      if (alike) await report({ type: 'thread.found-alike', thread: id, alike });
    }
  }

  function numberOf(id: ThreadId): number {
    return state.threads.get(id)?.number ?? 0;
  }

  function wake(ms: number): void {
    clearTimeout(timer);
    if (stopped) return;
    timer = setTimeout(() => {
      work = work
        .then(lookAtAll)
        .catch((error: unknown) => console.error('teatree: looking for the same work failed', error))
        .then(() => wake(wanted.size > 0 || isStale ? settleMs : everyMs));
    }, ms).unref();
  }

  const end = subscribe((entries) => {
    const come = entries.flatMap(begunBy);
    if (come.length === 0) return;
    for (const id of come) wanted.add(id);
    isStale = true;
    wake(settleMs);
  });
  wake(firstMs);
  return () => {
    stopped = true;
    end();
    clearTimeout(timer);
  };
}

function begunBy({ event }: Entry): readonly ThreadId[] {
  return event.type === 'thread.created' || event.type === 'thread.revived' ? [event.thread] : [];
}

function latest(threads: Iterable<Thread>): readonly ThreadId[] {
  const open = [...threads].filter(isUnfinished).sort((a, b) => b.number - a.number);
  return open.slice(0, mostAtStart).map(({ thread }) => thread);
}

/** Of all meetings those that are otherwise than when they were seen last. */
function whatMoved(): (meetings: readonly ThreadMeeting[]) => readonly ThreadMeeting[] {
  let seen = new Set<string>();
  return (meetings) => {
    const now = new Map(
      meetings.map((each) => [
        JSON.stringify([each.repo, each.a, each.b, each.files.map(({ path }) => path), each.shared]),
        each,
      ]),
    );
    const moved = [...now].filter(([key]) => !seen.has(key)).map(([, each]) => each);
    seen = new Set(now.keys());
    return moved;
  };
}

/** What speaks for two threads being one that was not known before. What was found once has been so, and stays said. */
function news(thread: Thread, { other, likeness, proof }: EarlierThread, shared: SharedWork): Likeness | undefined {
  const known = thread.alike?.find(({ to }) => to === other.thread);
  const proven = proof !== undefined || known?.proven === true;
  const found = [...(proof === undefined ? [] : [{ kind: 'same-work', text: proof }]), ...evidenceOf(likeness, shared)];
  const fresh = found.filter(({ kind }) => !known?.evidence.some((each) => each.kind === kind));
  return fresh.length === 0
    ? undefined
    : { to: other.thread, proven, evidence: [...(known?.evidence ?? []), ...fresh] };
}
