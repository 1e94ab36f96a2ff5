import { CLEAR_PICTURE } from '../../../core/radar/overlap.ts';
import type { RadarPicture } from '../../../core/radar/overlap.ts';
import type { ThreadMeeting } from '../../../core/similar/shared-work.ts';
import type { Orchestrator } from '../orchestrator-port.ts';
import { lookAround } from './look-around.ts';

export type RadarWatch = {
  picture(): RadarPicture;
  /** How the commits of each two threads meet, also where they only touch the same files. */
  meetings(): readonly ThreadMeeting[];
  /** Called when the picture is another one. */
  subscribe(listener: (picture: RadarPicture) => void): () => void;
  stop(): void;
};

/** Where default branches stand is looked at this often at least. */
const lookEveryMs = 60_000;

/**
 * Follows the branches of all unfinished threads as their commits stand now: which of them conflict, with each other or
 * with the default branch that was fetched last, and which are known to be red together.
 */
export function watchRadar({ state, subscribe }: Pick<Orchestrator, 'state' | 'subscribe'>, afterMs = 500): RadarWatch {
  const listeners = new Set<(picture: RadarPicture) => void>();
  const look = lookAround(state);
  let picture = CLEAR_PICTURE;
  let meetings: readonly ThreadMeeting[] = [];
  let timer: NodeJS.Timeout | undefined;
  let looking = false;
  let stopped = false;

  async function follow(): Promise<void> {
    timer = undefined;
    if (looking) return soon();
    looking = true;
    const seen = await look().finally(() => (looking = false));
    meetings = seen.meetings;
    if (stopped || JSON.stringify(seen.picture) === JSON.stringify(picture)) return;
    picture = seen.picture;
    for (const listener of listeners) listener(picture);
  }

  function soon(): void {
    if (!stopped) timer ??= setTimeout(() => void follow().catch(tell), afterMs).unref();
  }

  const unsubscribe = subscribe(soon);
  // A default branch may be fetched without anybody recording it.
  const clock = setInterval(soon, lookEveryMs).unref();
  soon();
  return {
    picture: () => picture,
    meetings: () => meetings,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop() {
      stopped = true;
      unsubscribe();
      clearTimeout(timer);
      clearInterval(clock);
    },
  };
}

function tell(error: unknown): void {
  console.error('teatree: the radar failed', error);
}
