import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { InsightsAnswer, SearchAnswer } from '../../core/contract/search-methods.ts';
import type { RepoId } from '../../core/ids.ts';
import type { Repo } from '../../core/model/repo.ts';
import { fail, ok } from '../../core/result.ts';
import type { Result } from '../../core/result.ts';
import type { Transcripts } from '../store/store-port.ts';
import type { WantedChange } from './changes.ts';
import { diffsOf } from './diff-of.ts';
import type { Wanted } from './find.ts';
import type { Answer, Question } from './protocol.ts';

type ReadingRoomParts = {
  readonly folder: string;
  /** The folder of the built programs. */
  readonly programs: string;
  readonly transcripts: Pick<Transcripts, 'subscribe'>;
  readonly now: () => number;
  readonly state: { readonly repos: ReadonlyMap<RepoId, Repo> };
};

/** Answers questions about everything recorded. What answers begins with the first question and reads beside the factory. */
export type ReadingRoom = {
  readonly find: (wanted: Wanted) => Promise<Result<SearchAnswer>>;
  readonly insights: (days: number) => Promise<Result<InsightsAnswer>>;
  readonly close: () => void;
};

type Value = SearchAnswer | InsightsAnswer;
type Asked<T extends Question> = T extends unknown ? Omit<T, 'id' | 'grown'> : never;

export function openReadingRoom(parts: ReadingRoomParts): ReadingRoom {
  const grown = new Set<string>();
  const waiting = new Map<number, (value: Result<Value>) => void>();
  let worker: Worker | undefined;
  let ids = 0;
  // An index that broke whoever read it is made anew: all of it can be read again.
  let anew = false;
  const diffs = diffsOf((id) => parts.state.repos.get(id));
  const unsubscribe = parts.transcripts.subscribe((stream) => grown.add(stream));

  function started(): Worker {
    if (worker) return worker;
    const mine = new Worker(join(parts.programs, 'search-worker.js'), { workerData: { folder: parts.folder, anew } });
    mine.unref();
    const supply = supplier(mine, diffs);
    mine.on('message', (answer: Answer) => {
      if (answer.kind === 'wants') return void supply(answer.changes);
      anew = false;
      waiting.get(answer.id)?.(ok(answer.value));
      waiting.delete(answer.id);
      if (waiting.size === 0) mine.unref();
    });
    // Whatever ends it, the next question starts another one.
    let reason = 'it ended';
    mine.on('error', (error: Error) => {
      reason = error.message;
      anew = true;
    });
    mine.on('exit', () => {
      if (worker === mine) worker = undefined;
      for (const answer of waiting.values())
        answer(fail({ code: 'search-ended', message: `The search stopped: ${reason}`, next: 'Search again' }));
      waiting.clear();
    });
    return (worker = mine);
  }

  function ask<T extends Value>(question: Asked<Exclude<Question, { kind: 'change' }>>): Promise<Result<T>> {
    const id = (ids += 1);
    const asked = { ...question, id, grown: [...grown] } as Question;
    grown.clear();
    return new Promise((resolve) => {
      waiting.set(id, resolve as (value: Result<Value>) => void);
      // Whoever waits for an answer keeps the process; the worker alone never does.
      const asking = started();
      asking.ref();
      asking.postMessage(asked);
    });
  }

  return {
    find: (wanted) => ask<SearchAnswer>({ kind: 'find', wanted }),
    insights: (days) => ask<InsightsAnswer>({ kind: 'insights', days, now: parts.now() }),
    close() {
      unsubscribe();
      void worker?.terminate();
    },
  };
}

/** Asks git for one change after the other, so that a search never costs the factory more than one process. */
function supplier(worker: Worker, diffOf: ReturnType<typeof diffsOf>) {
  let busy = false;
  return async (changes: readonly WantedChange[]): Promise<void> => {
    if (busy) return;
    busy = true;
    for (const change of changes)
      worker.postMessage({ kind: 'change', change, diff: await diffOf(change) } satisfies Question);
    busy = false;
  };
}
