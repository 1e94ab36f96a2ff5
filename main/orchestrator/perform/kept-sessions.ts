import type { RunId, ThreadId } from '../../../core/ids.ts';
import { sameHarness } from '../../../core/model/run.ts';
import type { HarnessChoice } from '../../../core/model/run.ts';
import { currentLanding } from '../../../core/model/thread.ts';
import type { Thread } from '../../../core/model/thread.ts';
import type { HarnessCallbacks } from '../../harness/harness.ts';
import type { StartedHarness, WorldParts } from './parts.ts';

/** A program that is up, and where its calls and events go. */
export type LiveSession = StartedHarness & {
  /** The run that started it: its processes bear that run's mark. */
  readonly marker: RunId;
  readonly provenAt: number | undefined;
  readonly harness: HarnessChoice;
  readonly line: Switchboard;
};

/** Programs that wait between the turns of their threads, so that the next turn begins at once. */
export type KeptSessions = {
  /** The thread's program, if it is still its harness and holds this session; one that ends is waited for. */
  take(thread: Pick<Thread, 'thread' | 'harness'>, session: string | undefined): Promise<LiveSession | undefined>;
  keep(thread: ThreadId, live: LiveSession): void;
  /** Ends them all. */
  close(): Promise<void>;
};

export type Switchboard = {
  /** What the program gets: it calls whoever is connected. Between turns everything is denied. */
  readonly callbacks: HarnessCallbacks;
  connect(callbacks: HarnessCallbacks | undefined): void;
};

/** An agent's program holds 200 to 700 MB. */
const mostKept = 6;
const idleMs = 10 * 60_000;

/** The machine looks every 2 s, so what the last end gave back is known by then. */
const relieveEveryMs = 3000;

type Around = Pick<WorldParts, 'thread' | 'onChange' | 'machine' | 'transcripts'>;

export function keepSessions(parts: Around): KeptSessions {
  /** The one that waits longest comes first. */
  const kept = new Map<ThreadId, { readonly live: LiveSession; readonly idle: NodeJS.Timeout }>();
  /** Two programs in one thread's folder would get into each other's way. */
  const ending = new Map<ThreadId, Promise<void>>();
  let relief: NodeJS.Timeout | undefined;

  function remove(thread: ThreadId): LiveSession | undefined {
    const found = kept.get(thread);
    clearTimeout(found?.idle);
    kept.delete(thread);
    return found?.live;
  }
  async function end(thread: ThreadId): Promise<void> {
    const live = remove(thread);
    if (!live) return ending.get(thread);
    const ended = live.session.end().catch(() => live.session.kill());
    ending.set(thread, ended);
    await ended.finally(() => ending.get(thread) === ended && ending.delete(thread));
  }
  /** Where memory is short, what waits gives its own back, one by one: the next goes only where that was not enough. */
  function relieve(): void {
    const [longest] = kept.keys();
    if (relief !== undefined || longest === undefined || parts.machine.admission().hold?.kind !== 'memory') return;
    relief = setTimeout(() => {
      relief = undefined;
      relieve();
    }, relieveEveryMs).unref();
    const run = parts.thread(longest)?.runs.at(-1)?.id;
    const message = 'Its program was ended, because memory is short. The next turn takes its session up again.';
    if (run !== undefined) parts.transcripts.append(run, { type: 'note', message });
    void end(longest);
  }
  const unsubscribe = parts.onChange(() => {
    for (const [thread, { live }] of kept) if (!isWanted(parts, thread, live)) void end(thread);
  });
  const unwatch = parts.machine.subscribe(relieve);

  return {
    async take({ thread, harness }, session) {
      const live = kept.get(thread)?.live;
      if (live && live.session.session === session && sameHarness(live.harness, harness)) return remove(thread);
      await end(thread);
      return undefined;
    },
    keep(thread, live) {
      live.line.connect(undefined);
      const [oldest] = kept.keys();
      if (kept.size >= mostKept && oldest) void end(oldest);
      kept.set(thread, { live, idle: setTimeout(() => void end(thread), idleMs).unref() });
      void live.session.exited.then(() => kept.get(thread)?.live === live && remove(thread));
      relieve();
    },
    async close() {
      for (const stop of [unsubscribe, unwatch]) stop();
      clearTimeout(relief);
      await Promise.all([...kept.keys(), ...ending.keys()].map(end));
    },
  };
}

/** A thread that is over, paused, killed or with another harness needs no program; one that was stopped or waits for review may go on. */
function isWanted({ thread: read }: Pick<WorldParts, 'thread'>, id: ThreadId, { harness }: LiveSession): boolean {
  const thread = read(id);
  if (!thread || thread.dropped || currentLanding(thread)?.ended?.outcome === 'landed') return false;
  if (!sameHarness(thread.harness, harness)) return false;
  return thread.halt === undefined || thread.halt.kind === 'stopped';
}

export function switchboard(): Switchboard {
  let current: HarnessCallbacks | undefined;
  return {
    callbacks: {
      onEvent: (event) => current?.onEvent(event),
      permission: (call, can) =>
        current?.permission(call, can) ?? Promise.resolve({ kind: 'deny', message: 'Denied: no turn is under way' }),
      question: (question) => current?.question(question) ?? Promise.reject(new Error('No turn is under way')),
    },
    connect: (callbacks) => void (current = callbacks),
  };
}
