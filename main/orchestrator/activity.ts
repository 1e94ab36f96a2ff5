import type { Activity } from '../../core/contract.ts';
import type { ThreadId } from '../../core/ids.ts';
import { redactSecrets } from '../../core/secrets/redact.ts';

const tellAfterMs = 250;
const longestLine = 200;

type Listener = (activity: readonly Activity[]) => void;

/** What working runs were last seen doing, told in groups. Only the last line of each thread counts. */
export function createActivityBoard(now: () => number) {
  const listeners = new Set<Listener>();
  let latest = new Map<ThreadId, Activity>();
  let timer: NodeJS.Timeout | undefined;

  function tell(): void {
    timer = undefined;
    const activity = [...latest.values()].map((each) => ({ ...each, line: shown(each.line) }));
    latest = new Map();
    for (const listener of listeners) listener(activity);
  }

  return {
    saw(thread: ThreadId, line: string): void {
      latest.set(thread, { thread, at: now(), line });
      timer ??= setTimeout(tell, tellAfterMs);
    },
    subscribe(listener: Listener): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop(): void {
      clearTimeout(timer);
    },
  };
}

function shown(line: string): string {
  return redactSecrets(line.trim()).slice(0, longestLine);
}
