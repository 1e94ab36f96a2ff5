import { clsx } from 'clsx';
import type { ShownTrial } from '../../../core/evals/page/eval-page.ts';
import { visible } from '../../../core/views/text/visible.ts';
import { Elapsed } from '../../ui/elapsed.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { outcomeTones } from '../words.ts';

type TrialListProps = {
  readonly trials: readonly ShownTrial[];
  readonly open: string | undefined;
  readonly onOpen: (trial: ShownTrial) => void;
};

/** The last trials, the newest first; each opens what the agent did. */
export function TrialList({ trials, open, onOpen }: TrialListProps) {
  return (
    <ul aria-label="Trials" className="flex max-h-64 flex-col overflow-y-auto rounded-control border bg-card">
      {trials.toReversed().map((trial, at) => {
        const { recording, outcome, gateAssisted, reasons, series, seconds, usd } = trial;
        const about = [
          ...(series === 'first' ? [] : [series === 'second' ? 'tried again' : 'without the change']),
          ...(gateAssisted ? ['gate-assisted'] : []),
          ...(seconds === undefined ? [] : [`${seconds.toFixed(1)} s`]),
          ...(usd === undefined ? [] : [`$${usd.toFixed(2)}`]),
        ];
        return (
          <li key={`${String(trial.at)} ${String(at)}`} className="border-b last:border-b-0">
            <button
              type="button"
              disabled={recording === undefined}
              aria-pressed={recording !== undefined && recording === open}
              onClick={() => onOpen(trial)}
              className={clsx(
                'flex w-full flex-wrap items-center gap-x-4 px-3 py-1.5 text-left text-sm transition-colors duration-150 focus-visible:-outline-offset-2 enabled:hover:bg-hover',
                recording !== undefined && recording === open && 'bg-selected',
              )}
            >
              <StateMark word={outcome} tone={outcomeTones[outcome]} className="w-20" />
              <span className="untrusted line-clamp-1 min-w-40 flex-1 text-ink-2">{visible(reasons[0] ?? '')}</span>
              <span className="text-ink-3 tabular-nums">{about.join(' · ')}</span>
              <span className="w-16 text-right text-ink-3">
                <Elapsed since={trial.at} suffix=" ago" />
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
