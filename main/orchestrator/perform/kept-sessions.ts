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
  /** The thread's program, if it is still its harness and holds this session. */
  take(thread: Pick<Thread, 'thread' | 'harness'>, session: string | undefined): LiveSession | undefined;
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

export function keepSessions(parts: Pick<WorldParts, 'thread' | 'onChange'>): KeptSessions {
  const kept = new Map<ThreadId, { readonly live: LiveSession; readonly idle: NodeJS.Timeout }>();

  function remove(thread: ThreadId): LiveSession | undefined {
    const found = kept.get(thread);
    clearTimeout(found?.idle);
    kept.delete(thread);
    return found?.live;
  }
  async function end(thread: ThreadId): Promise<void> {
    const live = remove(thread);
    await live?.session.end().catch(() => live.session.kill());
  }
  const unsubscribe = parts.onChange(() => {
    for (const [thread, { live }] of kept) if (!isWanted(parts, thread, live)) void end(thread);
  });

  return {
    take({ thread, harness }, session) {
      const live = remove(thread);
      if (live === undefined) return undefined;
      if (live.session.session === session && sameHarness(live.harness, harness)) return live;
      void live.session.end();
      return undefined;
    },
    keep(thread, live) {
      live.line.connect(undefined);
      const [oldest] = kept.keys();
      if (kept.size >= mostKept && oldest) void end(oldest);
      kept.set(thread, { live, idle: setTimeout(() => void end(thread), idleMs).unref() });
      void live.session.exited.then(() => kept.get(thread)?.live === live && remove(thread));
    },
    async close() {
      unsubscribe();
      await Promise.all([...kept.keys()].map(end));
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
