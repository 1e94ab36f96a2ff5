import { useState } from 'react';
import { toast } from 'sonner';
import type { Thread } from '../../../core/model/thread.ts';
import type { ConversationRow } from '../../../core/views/conversation.ts';
import type { ShownRow } from '../../../core/views/reading/density.ts';
import { rowsMarkdown, threadMarkdown } from '../../../core/views/reading/markdown.ts';
import { nextLandmark } from '../../../core/views/reading/places.ts';
import type { Landmark } from '../../../core/views/reading/places.ts';
import { copyText } from '../../window/copy.ts';

type Parts = {
  readonly thread: Thread;
  /** All there is, and what of it is in the list. */
  readonly all: readonly ConversationRow[];
  readonly rows: readonly ShownRow[];
  /** The first row in sight. */
  readonly firstVisible: () => number;
  readonly scrollTo: (row: number) => void;
};

/** Where the person is in a conversation, and the ways on from there. Rows are known by their keys: their places move. */
export type Reader = ReturnType<typeof useReader>;

export function useReader({ thread, all, rows, firstVisible, scrollTo }: Parts) {
  const [marked, setMarked] = useState<{ readonly at: string; readonly from: string }>();
  const placeOf = (key: string | undefined) => (key === undefined ? -1 : rows.findIndex((row) => row.key === key));
  const at = placeOf(marked?.at);
  const from = placeOf(marked?.from);
  const here = () => (at === -1 ? firstVisible() - 1 : at);

  function mark(index: number, extend = false): void {
    const key = rows[index]?.key;
    if (key === undefined) return;
    setMarked((before) => ({ at: key, from: extend && before ? before.from : key }));
    scrollTo(index);
  }
  function goTo(index: number, extend = false): void {
    mark(index, extend);
    focusRow(index);
  }

  return {
    /** The row that is marked, and the other end of what is marked; -1: none is. */
    at,
    range: at === -1 || from === -1 ? undefined : ([Math.min(at, from), Math.max(at, from)] as const),
    goTo,
    /** To what the search found: the keyboard stays where the words are typed. */
    find: (index: number) => mark(index),
    move: (step: 1 | -1, extend: boolean) => goTo(Math.min(Math.max(here() + step, 0), rows.length - 1), extend),
    jump(landmark: Landmark, step: 1 | -1): void {
      const found = nextLandmark(rows, landmark, { from: here(), step });
      if (found === undefined) toast.info(landmark === 'ask' ? 'Nothing was asked here' : 'Nothing failed here');
      else goTo(found);
    },
    /** What is selected with the mouse, else what is marked, else the whole thread. */
    copy(): void {
      const chosen = selectedRows() ?? (at === -1 || from === -1 ? undefined : [at, from]);
      if (!chosen) return copied(threadMarkdown(thread, all), 'the whole thread');
      const part = rows.slice(Math.min(...chosen), Math.max(...chosen) + 1).filter((row) => row.kind !== 'folded');
      copied(rowsMarkdown(part), part.length === 1 ? 'one entry' : `${String(part.length)} entries`);
    },
  };
}

export function copyRow(row: ConversationRow): void {
  copied(rowsMarkdown([row]), 'one entry');
}

/** Once it is drawn. */
function focusRow(index: number): void {
  requestAnimationFrame(() =>
    requestAnimationFrame(() =>
      document.querySelector<HTMLElement>(`[data-index="${String(index)}"]`)?.focus({ preventScroll: true }),
    ),
  );
}

function copied(text: string, what: string): void {
  if (copyText(text)) toast.success(`Copied ${what} as Markdown`);
  else toast.error('It could not be copied', { description: 'Select the text and press Ctrl+C' });
}

/** The rows from where a selection begins to where it ends. */
function selectedRows(): readonly [number, number] | undefined {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed) return undefined;
  const ends = [selection.anchorNode, selection.focusNode].map((node) =>
    (node instanceof Element ? node : node?.parentElement)?.closest('[data-index]')?.getAttribute('data-index'),
  );
  const [a, b] = ends.map((end) => (end == null ? NaN : Number(end)));
  return a === undefined || b === undefined || Number.isNaN(a + b) ? undefined : [a, b];
}
