import { clsx } from 'clsx';
import { useBoardPrefs } from '../board/bar/board-prefs.ts';

const ranges = [
  { hours: 1, title: '1 h' },
  { hours: 6, title: '6 h' },
  { hours: 24, title: '24 h' },
  { hours: 168, title: '7 d' },
] as const;

/** Looks further back, or nearer: `by` steps among the ranges. */
export function changeRange(by: 1 | -1): void {
  const { hours } = useBoardPrefs.getState();
  const next = ranges[ranges.findIndex((range) => range.hours === hours) + by];
  if (next) useBoardPrefs.setState({ hours: next.hours });
}

export function Ranges() {
  const current = useBoardPrefs((prefs) => prefs.hours);
  return (
    <div role="group" aria-label="How far back" className="flex gap-0.5">
      {ranges.map(({ hours, title }) => (
        <button
          key={hours}
          type="button"
          aria-pressed={hours === current}
          onClick={() => useBoardPrefs.setState({ hours })}
          className={clsx(
            'h-6 rounded-tiny px-1.5 text-sm whitespace-nowrap',
            hours === current ? 'bg-selected text-ink' : 'text-ink-2 hover:bg-hover hover:text-ink',
          )}
        >
          {title}
        </button>
      ))}
    </div>
  );
}
