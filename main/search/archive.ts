import { join } from 'node:path';
import type { InsightsAnswer, SearchAnswer } from '../../core/contract/search-methods.ts';
import { insightsOf } from '../../core/insights/insights.ts';
import { countEntry, countedTypes, emptyTally } from '../../core/insights/tally.ts';
import { localDay } from '../../core/local-day.ts';
import { openSecondReader } from '../store/second-reader.ts';
import type { SecondReader } from '../store/second-reader.ts';
import { takeChange, wantedChanges } from './changes.ts';
import type { WantedChange } from './changes.ts';
import { find } from './find.ts';
import type { Wanted } from './find.ts';
import { makeIndex, openIndex } from './index-file.ts';
import { createTakeIn, isOfJournal } from './take-in.ts';

/** What is read out of everything recorded. It belongs to a thread of its own: every call reads files. */
export type Archive = ReturnType<typeof openArchive>;

const countedAtOnce = 2000;
const mostWanted = 10;

/** `anew`: what is there already is not trusted. */
export function openArchive(folder: string, anew = false) {
  const reader = openSecondReader(folder);
  const file = join(folder, 'search.sqlite');
  let index = anew ? makeIndex(file) : openIndex(file);
  if (!isOfJournal(index, reader)) {
    index.close();
    index = makeIndex(file);
  }
  const takeIn = createTakeIn(index, reader);
  const count = counter(reader);
  const grown = takeIn.grown();
  let behind = true;
  return {
    /** These transcripts have more; so may the journal. */
    heard(streams: readonly string[]): void {
      for (const stream of streams) grown.add(stream);
      behind = true;
    },
    /** Does a little of what is to do; false when nothing is. */
    step(): boolean {
      const more = takeIn.step(grown);
      behind = more;
      return count.step() || more;
    },
    find: (wanted: Wanted): SearchAnswer => ({ groups: find(index, reader, wanted), behind }),
    insights: (today: string, days: number): InsightsAnswer => ({
      insights: insightsOf(count.tally, today, days),
      behind: count.behind(),
    }),
    wants: (): readonly WantedChange[] => wantedChanges(index, mostWanted),
    takeChange: (change: WantedChange, diff: string | undefined) => takeChange(index, change, diff),
    close(): void {
      index.close();
      reader.close();
    },
  };
}

/** Folds the journal's facts for the insights. It begins with the first question and keeps up from then on. */
function counter(reader: SecondReader) {
  const tally = emptyTally();
  let seq = 0;
  let behind = true;
  return {
    tally,
    behind: () => behind,
    step(): boolean {
      const entries = reader.entriesOf(countedTypes, seq, countedAtOnce);
      for (const entry of entries) countEntry(tally, entry, localDay);
      seq = entries.at(-1)?.seq ?? seq;
      return (behind = entries.length === countedAtOnce);
    },
  };
}
