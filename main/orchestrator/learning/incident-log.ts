import { setTimeout as sleep } from 'node:timers/promises';
import { incidentsIn } from '../../../core/learning/incidents.ts';
import type { Entry } from '../../../core/loop/event.ts';
import type { Incident } from '../../../core/model/learning/incident.ts';
import type { Journal } from '../../store/store-port.ts';
import type { Orchestrator } from '../orchestrator-port.ts';

export type IncidentLog = {
  /** What broke during the last 30 days, oldest first. */
  all(): readonly Incident[];
  /** The incidents of one fact. */
  at(seq: number): Promise<readonly Incident[]>;
  /** Reads what was there before, in small pieces. */
  load(): Promise<void>;
  stop(): void;
};

type LogParts = {
  readonly orchestrator: Pick<Orchestrator, 'state' | 'seq' | 'subscribe'>;
  readonly journal: Pick<Journal, 'read'>;
  readonly now: () => number;
};

/** How far back it looks. */
export const keptMs = 30 * 86_400_000;
const mostKept = 2000;
const pageSize = 200;
const restMs = 20;

/** Listens to what is recorded, and reads the month before it while nothing else is to be done. */
export function openIncidentLog({ orchestrator, journal, now }: LogParts): IncidentLog {
  const { state } = orchestrator;
  const first = orchestrator.seq();
  let incidents: Incident[] = [];
  const ended = new AbortController();
  const take = (entries: readonly Entry[]) => {
    const fresh = entries.flatMap((entry) => incidentsIn(entry, state));
    if (fresh.length > 0) incidents = [...incidents, ...fresh].slice(-mostKept);
  };
  const end = orchestrator.subscribe(take);

  async function load(): Promise<void> {
    const since = now() - keptMs;
    const earlier: Incident[] = [];
    for (let after = entryBefore(journal, since, first); after < first && !ended.signal.aborted;) {
      const page = journal.read(after, pageSize).filter(({ seq }) => seq <= first);
      earlier.push(...page.flatMap((entry) => incidentsIn(entry, state)));
      after = page.at(-1)?.seq ?? first;
      await sleep(restMs);
    }
    incidents = [...earlier, ...incidents].slice(-mostKept);
  }

  return {
    all: () => incidents.filter(({ at }) => at >= now() - keptMs),
    at: async (seq) =>
      journal.read(seq - 1, 1).flatMap((entry) => (entry.seq === seq ? incidentsIn(entry, state) : [])),
    load,
    stop() {
      ended.abort();
      end();
    },
  };
}

/** The last entry that is older, by halving: a journal may be long. */
function entryBefore(journal: Pick<Journal, 'read'>, since: number, last: number): number {
  let [low, high] = [0, last];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const entry = journal.read(middle, 1)[0];
    if (entry === undefined || entry.at >= since) high = middle;
    else low = Math.max(entry.seq, middle + 1);
  }
  return low;
}
