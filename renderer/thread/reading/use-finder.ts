import { useDeferredValue, useMemo, useRef, useState } from 'react';
import type { ConversationRow } from '../../../core/views/conversation.ts';
import { findInRows } from '../../../core/views/reading/search.ts';

export type Finder = ReturnType<typeof useFinder>;

/** Search in one conversation: over all that was said, not over what happens to be drawn. */
export function useFinder(all: readonly ConversationRow[]) {
  const [query, setQuery] = useState<string>();
  const [current, setCurrent] = useState(-1);
  const opener = useRef<Element>(null);
  const words = useDeferredValue(query ?? '');
  // What is not searched is not drawn twice for it.
  const rows = useDeferredValue(query === undefined ? none : all);
  const matches = useMemo(() => findInRows(rows, words), [rows, words]);

  function open(): void {
    opener.current ??= document.activeElement;
    setQuery((before) => before ?? '');
    requestAnimationFrame(() => document.querySelector<HTMLInputElement>('[data-find]')?.select());
  }
  function close(): void {
    setQuery(undefined);
    setCurrent(-1);
    if (opener.current instanceof HTMLElement) opener.current.focus();
    opener.current = null;
  }
  /** The row of the match after the current one, or before; round the ends. */
  function step(by: 1 | -1): number | undefined {
    const next = current === -1 && by === -1 ? matches.length - 1 : (current + by + matches.length) % matches.length;
    if (matches[next]) setCurrent(next);
    return matches[next]?.row;
  }
  function type(text: string): void {
    setQuery(text);
    setCurrent(-1);
  }
  return { query, words, count: matches.length, current, open, close, step, type };
}

const none: readonly ConversationRow[] = [];
