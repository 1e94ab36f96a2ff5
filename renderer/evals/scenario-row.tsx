import { clsx } from 'clsx';
import { ChevronRight } from 'lucide-react';
import { useId, useState } from 'react';
import type { EvalStanding, ShownScenario } from '../../core/evals/page/eval-page.ts';
import { scenarioWord } from '../../core/evals/page/scenario-word.ts';
import { visible } from '../../core/views/text/visible.ts';
import { StateMark } from '../ui/state-mark.tsx';
import { ScenarioDetails } from './scenario-details.tsx';
import { Sparkline } from './trial/sparkline.tsx';

type ScenarioRowProps = {
  readonly scenario: ShownScenario;
  readonly onRun: ((path: string) => void) | undefined;
};

/** One behaviour on one line; opened, all that is known of it. */
export function ScenarioRow({ scenario, onRun }: ScenarioRowProps) {
  const [open, setOpen] = useState(false);
  const details = useId();
  const { title, standings, quarantine } = scenario;
  const { word, tone } = scenarioWord(scenario);
  const [newest] = standings;
  return (
    <li className="border-b last:border-b-0">
      <button
        type="button"
        aria-expanded={open}
        aria-controls={details}
        onClick={() => setOpen(!open)}
        className="flex w-full flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5 text-left transition-colors duration-150 hover:bg-hover"
      >
        <ChevronRight
          aria-hidden
          className={clsx('size-3.5 shrink-0 text-ink-3 transition-transform duration-150', open && 'rotate-90')}
        />
        <StateMark word={word} tone={tone} className="w-27 text-sm" />
        <span className="untrusted line-clamp-1 min-w-50 flex-1">{visible(title)}</span>
        {newest && <Newest standing={newest} />}
      </button>
      {quarantine && (
        <p className="untrusted px-4 pb-2.5 pl-11.5 text-sm text-ink-3">
          {quarantine.over ? 'Was in quarantine until' : 'In quarantine until'} {quarantine.until}:{' '}
          {visible(quarantine.reason)}
        </p>
      )}
      <div id={details} hidden={!open}>
        {open && <ScenarioDetails scenario={scenario} onRun={onRun} />}
      </div>
    </li>
  );
}

function Newest({ standing: { found, trials } }: { readonly standing: EvalStanding }) {
  return (
    <span className="flex items-center gap-4">
      {found && <span className="untrusted text-sm text-ink-3 tabular-nums">{visible(found.words)}</span>}
      <Sparkline trials={trials} />
    </span>
  );
}
