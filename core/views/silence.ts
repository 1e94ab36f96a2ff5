import { currentRun, openAsks } from '../model/thread.ts';
import type { Thread } from '../model/thread.ts';
import type { Standing } from './board.ts';
import { elapsedText } from './text/elapsed.ts';

/** What is not heard of a working run: `quiet` is only said, `no-signal` asks for a look. */
export type Silence = { readonly kind: 'quiet' | 'no-signal'; readonly suspended: boolean };

/** What was last heard of a run. `ms` counts only time in which this machine was awake. */
export type Heard = { readonly ms: number; readonly suspended: boolean };

const minute = 60_000;
const quietAfterMs = 5 * minute;
const noSignalAfterMs = 30 * minute;
/** A suspended process may be a moment's work of a debugger. */
const suspendedAfterMs = minute;

/** An agent that thinks, or waits for a long build, says nothing either: so a notice comes first, and nothing is ended. */
export function silenceOf({ ms, suspended }: Heard): Silence | undefined {
  if (ms >= noSignalAfterMs || (suspended && ms >= suspendedAfterMs)) return { kind: 'no-signal', suspended };
  return ms >= quietAfterMs ? { kind: 'quiet', suspended } : undefined;
}

/** Whether anything is to be heard of it now: it works, and nobody keeps it waiting. */
export function isExpectedToSpeak(thread: Thread): boolean {
  return !thread.dropped && currentRun(thread)?.state.kind === 'working' && openAsks(thread).length === 0;
}

/** Where a working thread stands when nothing is heard of it; every other standing stays as it is. */
export function withSilence(at: Standing, since: number, silence: Silence | undefined): Standing {
  if (!silence || at.word !== 'working') return at;
  if (silence.kind === 'quiet') return { ...at, word: 'quiet', tone: 'quiet', since };
  const why = silence.suspended
    ? 'Its process is suspended'
    : `Nothing was heard of it for ${elapsedText(noSignalAfterMs)}`;
  return {
    ...at,
    word: 'no signal',
    tone: 'needs-you',
    reason: `${why}: message it, stop the turn or kill the run`,
    since,
  };
}
