import { useKeys } from '../window/keys.ts';
import { changeRange } from './ranges.tsx';

/** From thread to thread, and along the runs of one. Enter opens, as on any button. */
export function useTimelineKeys(): void {
  useKeys(
    {
      J: () => toRow(1),
      K: () => toRow(-1),
      ArrowDown: () => toRow(1),
      ArrowUp: () => toRow(-1),
      L: () => along(1),
      H: () => along(-1),
      ArrowRight: () => along(1),
      ArrowLeft: () => along(-1),
      '-': () => changeRange(1),
      '+': () => changeRange(-1),
    },
    'Timeline',
  );
}

const rows = () => [...document.querySelectorAll<HTMLElement>('[data-row]')];
const stops = (row: Element | undefined) => [...(row?.querySelectorAll<HTMLElement>('button') ?? [])];
const focusedRow = () => document.activeElement?.closest('[data-row]') ?? undefined;

/** To the same place in time of the next row. */
function toRow(by: 1 | -1): void {
  const all = rows();
  const here = focusedRow();
  const next = here ? all[all.findIndex((row) => row === here) + by] : all[0];
  const left = document.activeElement?.getBoundingClientRect().left ?? 0;
  const away = (stop: HTMLElement) => Math.abs(stop.getBoundingClientRect().left - left);
  focus(here ? stops(next).sort((a, b) => away(a) - away(b))[0] : stops(next)[0]);
}

function along(by: 1 | -1): void {
  const here = stops(focusedRow());
  const at = here.findIndex((stop) => stop === document.activeElement);
  focus(at === -1 ? stops(rows()[0])[0] : here[at + by]);
}

function focus(stop: HTMLElement | undefined): void {
  stop?.focus({ preventScroll: true });
  stop?.scrollIntoView({ block: 'nearest' });
}
