import type { TranscriptItem } from '../../../core/model/harness/transcript-item.ts';
import type { RunId } from '../../../core/ids.ts';
import type { BriefSources } from './sources.ts';

const pageSize = 5000;
const mostPages = 10;

/** What was said in a run, page by page; of a very long one the beginning. */
export function* itemsOf(transcripts: BriefSources['transcripts'], run: RunId): Iterable<TranscriptItem> {
  let after = 0;
  for (let page = 0; page < mostPages; page += 1) {
    const items = transcripts.read(run, after, pageSize);
    yield* items;
    after = items.at(-1)?.seq ?? after;
    if (items.length < pageSize) return;
  }
}
