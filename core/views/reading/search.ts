import type { ConversationRow } from '../conversation.ts';
import { rowWords } from './row-words.ts';

/** One occurrence: in which row, and the how manieth there. */
export type Match = { readonly row: number; readonly nth: number };

/** What a person may look through; more matches than this say nothing. */
const mostMatches = 5000;

/** Where the words stand in a conversation, in its order. Letters count alike whether they are small or not. */
export function findInRows(rows: readonly ConversationRow[], query: string): readonly Match[] {
  const wanted = query.trim().toLowerCase();
  if (wanted === '') return [];
  const found: Match[] = [];
  for (const [row, each] of rows.entries()) {
    const { title, text, output } = rowWords(each);
    const count = occurrences([title, text, output].join('\n').toLowerCase(), wanted);
    for (let nth = 0; nth < count && found.length < mostMatches; nth += 1) found.push({ row, nth });
    if (found.length === mostMatches) break;
  }
  return found;
}

function occurrences(text: string, wanted: string): number {
  let count = 0;
  for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, at + wanted.length)) count += 1;
  return count;
}
