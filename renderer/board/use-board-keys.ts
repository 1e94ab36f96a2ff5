import { ThreadId } from '../../core/ids.ts';
import { choose, chooseNone, mayChoose } from '../landing/chosen.ts';
import { useMirror } from '../mirror/mirror.ts';
import { useKeys } from '../window/keys.ts';
import { peek, useWindow } from '../window/window-state.ts';

/** Moves the focus over the cards as they stand on screen. Opening is what Enter does to a focused button anyway. */
export function useBoardKeys(): void {
  useKeys({
    J: () => step(1),
    K: () => step(-1),
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    L: () => aside(1),
    H: () => aside(-1),
    ArrowRight: () => aside(1),
    ArrowLeft: () => aside(-1),
    Space: togglePeek,
    X: chooseFocused,
    Escape: () => (useWindow.getState().peeked ? peek(undefined) : chooseNone()),
  });
}

function columnsOfCards(): HTMLElement[][] {
  const columns = [...document.querySelectorAll('[data-board] > section')];
  return columns
    .map((column) => [...column.querySelectorAll<HTMLElement>('[data-card]')])
    .filter((cards) => cards.length > 0);
}

/** Where the focus is among the cards; the first card when it is elsewhere. */
function place(columns: HTMLElement[][]): { column: number; row: number } | undefined {
  const at = document.activeElement?.closest<HTMLElement>('[data-card]');
  const column = columns.findIndex((cards) => at != null && cards.includes(at));
  return column === -1 || !at ? undefined : { column, row: columns[column]?.indexOf(at) ?? 0 };
}

function step(by: number): void {
  const columns = columnsOfCards();
  const from = place(columns);
  focus(from ? columns[from.column]?.[from.row + by] : columns[0]?.[0]);
}

function aside(by: number): void {
  const columns = columnsOfCards();
  const from = place(columns);
  const cards = from ? columns[from.column + by] : columns[0];
  focus(cards?.[Math.min(from?.row ?? 0, cards.length - 1)]);
}

function focus(card: HTMLElement | undefined): void {
  card?.querySelector('button')?.focus({ preventScroll: true });
  card?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

function focused(): ThreadId | undefined {
  return ThreadId.safeParse(document.activeElement?.closest<HTMLElement>('[data-card]')?.dataset['card']).data;
}

function togglePeek(): void {
  const id = focused();
  if (id) peek(useWindow.getState().peeked === id ? undefined : id);
}

function chooseFocused(): void {
  const id = focused();
  if (id && mayChoose(useMirror.getState().factory.threads.get(id))) choose(id);
}
