import { clsx } from 'clsx';
import type { ShownTrial } from '../../../core/evals/page/eval-page.ts';

const fills = { pass: 'fill-ready', fail: 'fill-failed' } as const;

/** The last trials, oldest first: a pass stands high, a failure hangs low, so that it is not told by colour alone. */
export function Sparkline({ trials }: { readonly trials: readonly ShownTrial[] }) {
  const counted = trials.filter(({ outcome }) => outcome === 'pass' || outcome === 'fail');
  const passed = counted.filter(({ outcome }) => outcome === 'pass').length;
  return (
    <svg
      role="img"
      aria-label={`Of the last ${String(counted.length)} trials ${String(passed)} passed`}
      viewBox="0 0 100 16"
      className="h-4 w-25 shrink-0"
    >
      {trials.map(({ at, outcome }, index) => (
        <rect
          key={`${String(at)} ${String(index)}`}
          x={(20 - trials.length + index) * 5}
          y={outcome === 'pass' ? 2 : outcome === 'fail' ? 8 : 7}
          width={3.5}
          height={outcome === 'pass' || outcome === 'fail' ? 6 : 2}
          rx={1}
          className={clsx(outcome === 'pass' || outcome === 'fail' ? fills[outcome] : 'fill-ink-3')}
        />
      ))}
    </svg>
  );
}
