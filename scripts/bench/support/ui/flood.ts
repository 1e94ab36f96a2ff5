import { setTimeout as pause } from 'node:timers/promises';
import type { Activity, Push } from '../../../../core/contract.ts';
import type { Entry, FactoryEvent } from '../../../../core/loop/event.ts';
import type { Thread } from '../../../../core/model/thread.ts';
import { CLEAR_PICTURE } from '../../../../core/radar/overlap.ts';
import { createPushFeed } from '../../../../main/ipc/push-feed.ts';
import { createActivityBoard } from '../../../../main/orchestrator/activity.ts';
import type {} from '../../../../renderer/bridge.ts';
import type { BenchApp, Watched } from './bench-app.ts';
import { instructionOf, runOf, threadOf } from './seed.ts';

const perSecond = 10_000;
const everyMs = 10;
/** Of so many events one is a fact of the journal, the others are output. */
const factEach = 10;

export type Flood = Watched & { readonly events: number; readonly pushes: number };

/**
 * Agents of `cards` threads at work, all together at 10,000 events a second. `ours` goes through main's own feed;
 * otherwise each event is a push of its own.
 */
export async function flood(
  app: BenchApp,
  { cards, seconds, ours }: { cards: number; seconds: number; ours: boolean },
): Promise<Flood> {
  let seq = await seqOf(app);
  let [events, pushes] = [0, 0];
  let sent = Promise.resolve();
  const send = (all: readonly Push[]) => {
    pushes += all.length;
    sent = sent.then(() => app.push(all));
  };
  const entriesOf = (facts: readonly FactoryEvent[]) =>
    facts.map((event): Entry => ({ seq: (seq += 1), at: Date.now(), event }));
  await app.push([
    { kind: 'entries', entries: entriesOf(Array.from({ length: cards }, (_, n) => begin(n + 1)).flat()) },
  ]);
  await pause(500);
  const outlet = ours ? feedOf(send) : eachOf(send);
  const watched = await app.watched(async () => {
    const began = performance.now();
    while (performance.now() - began < seconds * 1000) {
      const due = Math.floor(((performance.now() - began) / 1000) * perSecond);
      for (; events < due; events += 1) {
        const n = 1 + (events % cards);
        if (events % factEach === 0) outlet.fact(entriesOf([judged(n, events)]));
        else outlet.saw(n, `Line ${String(events)} of the output`);
      }
      outlet.flush();
      await pause(everyMs);
    }
    await sent;
  });
  outlet.end();
  return { ...watched, events, pushes };
}

type Outlet = {
  readonly saw: (n: number, line: string) => void;
  readonly fact: (entries: readonly Entry[]) => void;
  readonly flush: () => void;
  readonly end: () => void;
};

function feedOf(send: (pushes: readonly Push[]) => void): Outlet {
  const none = () => () => undefined;
  let told: (entries: readonly Entry[]) => void = () => undefined;
  const activity = createActivityBoard(Date.now, (): Iterable<Thread> => []);
  const feed = createPushFeed({
    orchestrator: {
      subscribe: (listener) => ((told = listener), () => undefined),
      subscribeActivity: activity.subscribe,
    },
    ...{
      transcripts: { subscribe: none },
      policy: { subscribe: none },
      machine: { subscribe: none, subscribeGauges: none },
    },
    notices: { list: () => [], subscribe: none },
    radar: { picture: () => CLEAR_PICTURE, subscribe: none },
    reportBug: (where, error) => console.error(where, error),
  });
  feed.subscribe({ id: 'bench', via: 'window' }, (push) => send([push]));
  return {
    saw: (n, line) => activity.saw(threadOf(n), line),
    fact: (entries) => told(entries),
    flush: () => undefined,
    end: activity.stop,
  };
}

function eachOf(send: (pushes: readonly Push[]) => void): Outlet {
  let waiting: Push[] = [];
  const activity = (n: number, line: string): readonly Activity[] => [{ thread: threadOf(n), at: Date.now(), line }];
  return {
    saw: (n, line) => waiting.push({ kind: 'activity', activity: activity(n, line) }),
    fact: (entries) => waiting.push({ kind: 'entries', entries }),
    flush: () => {
      send(waiting);
      waiting = [];
    },
    end: () => undefined,
  };
}

async function seqOf({ page }: BenchApp): Promise<number> {
  const answer = await page.evaluate(() => window.teatree?.call('app.snapshot', {}));
  if (!answer?.ok) throw new Error('There is no snapshot');
  return answer.value.seq;
}

/** The window is told that a paused thread works again; main knows nothing of it. */
function begin(n: number): readonly FactoryEvent[] {
  const thread = threadOf(n);
  const run = runOf(n, 2);
  return [
    { type: 'thread.resumed', thread, by: { who: 'person', via: 'window' } },
    { type: 'run.started', thread, run, instruction: instructionOf(n) },
    { type: 'run.spawned', thread, run, process: { pid: 1, startedAt: '1' }, session: 's' },
  ];
}

function judged(n: number, at: number): FactoryEvent {
  const raw = `npm test -- ${String(at)}`;
  const action = {
    call: `c${String(at)}`,
    tool: 'shell',
    title: raw,
    raw,
    cwd: '/w',
    expanded: [raw],
    fingerprint: 'f',
  };
  const verdict = { kind: 'allow', rule: 'default', reason: 'Inside its own worktrees' } as const;
  return { type: 'action.judged', thread: threadOf(n), run: runOf(n, 2), action, verdict, policy: 'p' };
}
