import { isFiltering } from '../../core/views/shown/filter.ts';
import { useMirror } from '../mirror/mirror.ts';
import { tell } from '../window/request.ts';
import { go } from '../window/window-state.ts';
import { clearFilter, useBoardPrefs } from './bar/board-prefs.ts';
import type { BoardMode } from './bar/board-prefs.ts';
import { focusFilter } from './bar/filter-field.tsx';

type BoardCommand = { readonly title: string; readonly chord?: string; readonly run: () => void };

/** For the palette; the chords hold while the board is on screen. */
export function boardCommands(): readonly BoardCommand[] {
  const { filter, grouping } = useBoardPrefs.getState();
  const { density } = useMirror.getState().settings;
  const other = density === 'compact' ? 'comfortable' : 'compact';
  return [
    { title: 'Look at the board in columns', chord: '1', run: () => lookAt('columns') },
    { title: 'Watch the runs at work', chord: '2', run: () => lookAt('monitor') },
    { title: 'See the runs on a timeline', chord: '3', run: () => lookAt('timeline') },
    { title: 'Filter the board', chord: '/', run: filterBoard },
    ...(isFiltering(filter) ? [{ title: 'Clear the filter of the board', run: clearFilter }] : []),
    ...groupings
      .filter(({ value }) => value !== grouping)
      .map(({ value, title }) => ({ title, run: () => groupBy(value) })),
    { title: `Use the ${other} density`, run: () => tell('settings.update', { patch: { density: other } }) },
  ];
}

const groupings = [
  { value: 'none', title: 'Do not group the board' },
  { value: 'repo', title: 'Group the board by repo' },
  { value: 'change-set', title: 'Group the board by the repos that change together' },
] as const;

function lookAt(mode: BoardMode): void {
  useBoardPrefs.setState({ mode });
  go({ view: 'board' });
}

function groupBy(grouping: (typeof groupings)[number]['value']): void {
  useBoardPrefs.setState({ grouping });
  lookAt('columns');
}

/** After the palette has given the focus back. */
function filterBoard(): void {
  go({ view: 'board' });
  requestAnimationFrame(focusFilter);
}
