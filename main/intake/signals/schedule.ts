import { Cron } from 'croner';
import type { Schedule } from '../../../core/settings.ts';
import type { Heard, SignalSource } from './source.ts';

const everyMs = 20_000;

/**
 * Errands that come back by the clock. A time that passed while the app was closed is told once, when it is open again;
 * of several only the last.
 */
export function schedules(read: () => readonly Schedule[], since: number): SignalSource {
  return {
    name: 'schedule',
    everyMs,
    async look({ known, now }) {
      const there = read().flatMap(({ name, cron, title, body, repo }) => {
        const due = lastDue(cron, now);
        // A schedule that is new tells nothing about the past.
        const before = lastTold(known, name) ?? since - 1;
        if (due === undefined || due <= before) return [];
        const words = { title, body, kind: 'schedule', actor: 'you', trust: 'person' } as const;
        return [{ ...words, source: 'schedule', externalId: `${name}@${String(due)}`, revision: due, at: due, repo }];
      });
      return { there, gone: [] };
    },
  };
}

function lastTold(known: Heard, name: string): number | undefined {
  const told = [...known.values()].filter(({ externalId }) => externalId.startsWith(`${name}@`));
  return told.length === 0 ? undefined : Math.max(...told.map(({ revision }) => revision));
}

/** The latest time at which it was due, in local time; undefined where the pattern is none. */
function lastDue(pattern: string, now: number): number | undefined {
  try {
    const [last] = new Cron(pattern, { paused: true }).previousRuns(1, new Date(now + 1));
    return last?.getTime();
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) return undefined;
    throw error;
  }
}
