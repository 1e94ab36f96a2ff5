import { isFiltering } from '../../core/views/shown/filter.ts';
import { choose, chooseNone, mayChoose, useChosen } from '../landing/chosen.ts';
import { useMirror } from '../mirror/mirror.ts';
import { useKeys } from '../window/keys.ts';
import { peek, useWindow } from '../window/window-state.ts';
import { clearFilter, groupings, useBoardPrefs } from './bar/board-prefs.ts';
import { focusFilter } from './bar/filter-field.tsx';
import { aside, focusedCard, step } from './cards.ts';
import { moveAside, moveInQueue, moveTowards } from './drag/move-by-keys.ts';

/** However the board is looked at. */
export function useModeKeys(): void {
  useKeys(
    {
      '1': () => useBoardPrefs.setState({ mode: 'columns' }),
      '2': () => useBoardPrefs.setState({ mode: 'monitor' }),
      '3': () => useBoardPrefs.setState({ mode: 'timeline' }),
      '/': focusFilter,
      G: groupByNext,
      Escape: leave,
    },
    'Board in any look',
  );
}

/** Moves the focus over the cards as they stand on screen, and the card that has it. Opening is what Enter does anyway. */
export function useBoardKeys(): void {
  useKeys(
    {
      J: () => step(1),
      K: () => step(-1),
      ArrowDown: () => step(1),
      ArrowUp: () => step(-1),
      L: () => aside(1),
      H: () => aside(-1),
      ArrowRight: () => aside(1),
      ArrowLeft: () => aside(-1),
      'Shift+ArrowDown': () => moveInQueue(1),
      'Shift+ArrowUp': () => moveInQueue(-1),
      'Shift+ArrowRight': () => moveAside(1),
      'Shift+ArrowLeft': () => moveAside(-1),
      Delete: () => moveTowards('off'),
      X: chooseFocused,
    },
    'Board',
  );
  usePeekKey();
}

export function usePeekKey(): void {
  useKeys({ Space: togglePeek }, 'Board');
}

function groupByNext(): void {
  const next = groupings.findIndex(({ value }) => value === useBoardPrefs.getState().grouping) + 1;
  useBoardPrefs.setState({ grouping: groupings[next % groupings.length]?.value ?? 'none', mode: 'columns' });
}

/** One thing at a time, the nearest first. */
function leave(): void {
  if (useWindow.getState().peeked) peek(undefined);
  else if (useChosen.getState().ids.size > 0) chooseNone();
  else if (isFiltering(useBoardPrefs.getState().filter)) clearFilter();
}

function togglePeek(): void {
  const id = focusedCard();
  if (id) peek(useWindow.getState().peeked === id ? undefined : id);
}

function chooseFocused(): void {
  const id = focusedCard();
  if (id && mayChoose(useMirror.getState().factory.threads.get(id))) choose(id);
}
