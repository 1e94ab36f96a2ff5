import { useEffect } from 'react';
import type { RefObject } from 'react';

/** Marks the words wherever they stand in sight, without touching what is drawn. Looks again at each drawing. */
export function useHighlight(place: RefObject<HTMLElement | null>, words: string): void {
  const wanted = words.trim().toLowerCase();
  useEffect(() => {
    if (wanted === '' || !place.current) return undefined;
    CSS.highlights.set('found', new Highlight(...rangesOf(place.current, wanted)));
    return () => void CSS.highlights.delete('found');
  });
}

function rangesOf(root: HTMLElement, wanted: string): readonly Range[] {
  const ranges: Range[] = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = (node.nodeValue ?? '').toLowerCase();
    for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, at + wanted.length)) {
      if (at + wanted.length > (node.nodeValue ?? '').length) break;
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + wanted.length);
      ranges.push(range);
    }
  }
  return ranges;
}
