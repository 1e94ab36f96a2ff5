import type { EvalStanding, ShownScenario } from '../../core/evals/page/eval-page.ts';
import { scenarioWord } from '../../core/evals/page/scenario-word.ts';
import { visible } from '../../core/views/text/visible.ts';
import { UnfoldingRow } from '../ui/rows/unfolding-row.tsx';
import { StateMark } from '../ui/state-mark.tsx';
import { ScenarioDetails } from './scenario-details.tsx';
import { Sparkline } from './trial/sparkline.tsx';

type ScenarioRowProps = {
  readonly scenario: ShownScenario;
  readonly onRun: ((path: string) => void) | undefined;
};

/** One behaviour on one line; opened, all that is known of it. */
export function ScenarioRow({ scenario, onRun }: ScenarioRowProps) {
  const { title, standings, quarantine } = scenario;
  const { word, tone } = scenarioWord(scenario);
  const [newest] = standings;
  return (
    <UnfoldingRow
      line={
        <>
          <StateMark word={word} tone={tone} className="w-27 text-sm" />
          <span className="untrusted line-clamp-1 min-w-50 flex-1">{visible(title)}</span>
          {newest && <Newest standing={newest} />}
        </>
      }
      note={
        quarantine && (
          <p className="untrusted px-4 pb-2.5 pl-11.5 text-sm text-ink-3">
            {quarantine.over ? 'Was in quarantine until' : 'In quarantine until'} {quarantine.until}:{' '}
            {visible(quarantine.reason)}
          </p>
        )
      }
      details={() => <ScenarioDetails scenario={scenario} onRun={onRun} />}
    />
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
