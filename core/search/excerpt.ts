import type { Term } from './query.ts';

/** A piece of text; `found` where it is what was looked for. */
export type Part = { readonly text: string; readonly found: boolean };

const lookedAt = 100_000;
const before = 40;
const room = 180;

/** The place of a text where most of the terms stand near each other, in one line, in parts. Only ever text. */
export function excerptOf(text: string, terms: readonly Term[]): readonly Part[] {
  const line = text.slice(0, lookedAt).replaceAll(/\s+/g, ' ').trim();
  const places = placesOf(line, terms);
  const first = places[bestStart(places)]?.start ?? 0;
  const from = first <= before ? 0 : wordStart(line, first - before);
  const to = Math.min(line.length, from + room);
  const parts: Part[] = from > 0 ? [{ text: '… ', found: false }] : [];
  let past = from;
  for (const { start, end } of places) {
    if (start < past || start >= to) continue;
    if (start > past) parts.push({ text: line.slice(past, start), found: false });
    parts.push({ text: line.slice(start, end), found: true });
    past = end;
  }
  if (past < to) parts.push({ text: line.slice(past, to), found: false });
  return to < line.length ? [...parts, { text: ' …', found: false }] : parts;
}

type Place = { readonly start: number; readonly end: number; readonly term: number };

function placesOf(line: string, terms: readonly Term[]): readonly Place[] {
  const folded = [...line].length === line.length ? foldAll(line) : line.toLowerCase();
  // Folding keeps every letter in its place; where it cannot, only the case is left out.
  const searched = folded.length === line.length ? folded : line;
  return terms
    .flatMap((term, index) =>
      [...searched.matchAll(patternOf(term))].map(({ 0: hit, index: start }) => ({
        start,
        end: start + hit.length,
        term: index,
      })),
    )
    .sort((a, b) => a.start - b.start);
}

function patternOf({ words, prefix }: Term): RegExp {
  const body = words.map((word) => foldAll(word)).join('[^\\p{L}\\p{N}]+');
  return new RegExp(`(?<![\\p{L}\\p{N}])${body}${prefix ? '[\\p{L}\\p{N}\\p{M}]*' : '(?![\\p{L}\\p{N}])'}`, 'giu');
}

/** Letters without their marks, in small: as the index reads them. */
function foldAll(text: string): string {
  return text.replaceAll(/[^\0-\x7f]/g, (letter) => letter.normalize('NFD').charAt(0)).toLowerCase();
}

/** Where the window holds the most different terms. */
function bestStart(places: readonly Place[]): number {
  let best = { index: 0, held: 0 };
  places.slice(0, 200).forEach(({ start }, index) => {
    const near = places.filter((each) => each.start >= start && each.start < start + room - before);
    const held = new Set(near.map(({ term }) => term)).size;
    if (held > best.held) best = { index, held };
  });
  return best.index;
}

function wordStart(line: string, at: number): number {
  const space = line.indexOf(' ', at);
  return space < 0 || space > at + before / 2 ? at : space + 1;
}
