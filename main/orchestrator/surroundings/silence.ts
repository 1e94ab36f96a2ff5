import type { ThreadId } from '../../../core/ids.ts';
import type { Thread } from '../../../core/model/thread.ts';
import { currentRun } from '../../../core/model/thread.ts';
import { isExpectedToSpeak, silenceOf } from '../../../core/views/silence.ts';
import type { Silence } from '../../../core/views/silence.ts';
import { isSuspended, processTable } from '../../process/process-table.ts';

export type SilenceWatch = {
  /** Anything at all was heard of the thread's run. */
  readonly heard: (thread: ThreadId) => void;
  readonly stop: () => void;
};

export type SilenceOptions = {
  readonly threads: () => Iterable<Thread>;
  /** Said again at every look, for windows that were opened meanwhile. */
  readonly tell: (thread: ThreadId, silence: Silence, ms: number) => void;
  /** Milliseconds that do not jump and do not count the machine's sleep. */
  readonly elapsed?: () => number;
  readonly everyMs?: number;
};

const lookEveryMs = 15_000;

/** Looks now and then for working runs of which nothing is heard. Only says so: nothing is ended for being silent. */
export function watchSilence(options: SilenceOptions): SilenceWatch {
  const { threads, tell, elapsed = () => performance.now(), everyMs = lookEveryMs } = options;
  const last = new Map<ThreadId, number>();

  async function look(): Promise<void> {
    const expected = [...threads()].filter(isExpectedToSpeak);
    const ids = new Set(expected.map((thread) => thread.thread));
    // A run that waited for an answer begins to be silent when it has it.
    for (const id of last.keys()) if (!ids.has(id)) last.delete(id);
    for (const id of ids) if (!last.has(id)) last.set(id, elapsed());
    const silent = expected.filter((thread) => silenceOf({ ms: since(thread), suspended: true }));
    if (silent.length === 0) return;
    const table = await processTable();
    for (const thread of silent) {
      const state = currentRun(thread)?.state;
      const suspended = state?.kind === 'working' && isSuspended(state.process, table);
      const ms = since(thread);
      const silence = silenceOf({ ms, suspended });
      if (silence) tell(thread.thread, silence, ms);
    }
  }

  function since({ thread }: Thread): number {
    return elapsed() - (last.get(thread) ?? elapsed());
  }

  const timer = setInterval(() => void look(), everyMs).unref();
  return {
    heard: (thread) => void last.set(thread, elapsed()),
    stop: () => clearInterval(timer),
  };
}
