import type { Activity } from '../../core/contract.ts';
import type { ThreadId } from '../../core/ids.ts';
import type { HarnessEvent } from '../../core/model/harness-event.ts';
import type { Thread } from '../../core/model/thread.ts';
import { redactSecrets } from '../../core/secrets/redact.ts';
import { doingAfter } from '../../core/views/runs/doing.ts';
import type { Doing } from '../../core/views/runs/doing.ts';
import { watchSilence } from './surroundings/silence.ts';

const tellAfterMs = 250;
const longestLine = 200;

type Listener = (activity: readonly Activity[]) => void;

export type ActivityBoard = ReturnType<typeof createActivityBoard>;

/** What working runs were last seen doing or not doing, told in groups. Only the last line of each thread counts. */
export function createActivityBoard(now: () => number, threads: () => Iterable<Thread>) {
  const listeners = new Set<Listener>();
  const last = new Map<ThreadId, Activity>();
  const doing = new Map<ThreadId, Doing | undefined>();
  const changed = new Set<ThreadId>();
  let timer: NodeJS.Timeout | undefined;

  function tell(): void {
    timer = undefined;
    const activity = [...changed].flatMap((thread) => last.get(thread) ?? []);
    changed.clear();
    for (const listener of listeners) listener(activity.map((each) => told(each, doing.get(each.thread))));
  }

  function put(activity: Activity): void {
    last.set(activity.thread, activity);
    changed.add(activity.thread);
    timer ??= setTimeout(tell, tellAfterMs);
  }

  const watch = watchSilence({
    threads,
    tell: (thread, silence, ms) =>
      put({ thread, at: now() - ms, line: last.get(thread)?.line ?? 'no output seen yet', silence }),
  });

  return {
    /** An empty line is a sign of life without words; `event` is what it stands in, where an agent said it. */
    saw(thread: ThreadId, line: string, event?: HarnessEvent): void {
      watch.heard(thread);
      if (event) doing.set(thread, doingAfter(doing.get(thread), event));
      const known = line === '' ? last.get(thread)?.line : line;
      if (known !== undefined) put({ thread, at: now(), line: known });
    },
    subscribe(listener: Listener): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop(): void {
      watch.stop();
      clearTimeout(timer);
    },
  };
}

function told(activity: Activity, doing: Doing | undefined): Activity {
  return { ...activity, line: shown(activity.line), ...(doing && { doing: shown(doing.line) }) };
}

function shown(line: string): string {
  return redactSecrets(line.trim()).slice(0, longestLine);
}
