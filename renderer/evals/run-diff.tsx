import { useState } from 'react';
import type { EvalPage } from '../../core/evals/page/eval-page.ts';
import { differs } from '../../core/evals/page/run-diff.ts';
import type { ScenarioDiff } from '../../core/evals/page/run-diff.ts';
import { momentText } from '../../core/views/text/moment.ts';
import { visible } from '../../core/views/text/visible.ts';
import { Problem, Select } from '../ui/field.tsx';
import { Section } from '../ui/section.tsx';
import { Waiting } from '../ui/waiting.tsx';
import { useAnswer } from '../window/use-answer.ts';
import { agentName, countCell } from './words.ts';

type Runs = EvalPage['runs'];

/** Two suites of the history beside each other: at first the last one and the one before it. */
export function RunDiffSection({ runs }: { readonly runs: Runs }) {
  const [now = '', before = ''] = runs.map(({ ended }) => ended);
  const [chosen, setChosen] = useState<{ before?: string; now?: string }>({});
  const pair = { before, now, ...chosen };
  return (
    <Section title="Two runs compared">
      <div className="flex flex-wrap items-center gap-2">
        <RunSelect
          label="Earlier run"
          runs={runs}
          run={pair.before}
          onChoose={(run) => setChosen({ ...chosen, before: run })}
        />
        <span className="text-ink-3">against</span>
        <RunSelect
          label="Later run"
          runs={runs}
          run={pair.now}
          onChoose={(run) => setChosen({ ...chosen, now: run })}
        />
      </div>
      <Diff {...pair} />
    </Section>
  );
}

type RunSelectProps = {
  readonly label: string;
  readonly runs: Runs;
  readonly run: string;
  readonly onChoose: (run: string) => void;
};

function RunSelect({ label, runs, run, onChoose }: RunSelectProps) {
  return (
    <div className="w-88">
      <Select aria-label={label} value={run} onChange={({ target }) => onChoose(target.value)}>
        {runs.map(({ ended, green, at }) => (
          <option key={ended} value={ended}>
            {`${momentText(at)}, ${green ? 'green' : 'not green'} (${visible(ended)})`}
          </option>
        ))}
      </Select>
    </div>
  );
}

function Diff({ before, now }: { readonly before: string; readonly now: string }) {
  const answer = useAnswer('evals.diff', { before, now });
  if (!answer) return <Waiting text="Comparing the runs" />;
  if (!answer.ok) return <Problem {...answer.error} />;
  const { scenarios, dropped } = answer.value;
  const others = scenarios.filter((each) => !differs(each)).length;
  const differing = scenarios.filter(differs);
  return (
    <>
      {differing.length > 0 && <DiffTable rows={differing} />}
      <p className="text-sm text-ink-3">
        {differing.length === 0 ? 'Nothing differs. ' : ''}
        {others > 0 && `${String(others)} ${others === 1 ? 'scenario' : 'scenarios'} came to the same. `}
        {dropped ? 'Over the whole suite it is worse than chance explains.' : 'No drop over the whole suite.'}
      </p>
    </>
  );
}

function DiffTable({ rows }: { readonly rows: readonly ScenarioDiff[] }) {
  return (
    <table className="w-full text-sm">
      <thead className="text-left text-ink-3">
        <tr>
          {['Scenario', 'Agent', 'Earlier', 'Later', 'What that says'].map((name) => (
            <th key={name} scope="col" className="py-1 pr-4 font-normal">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ scenario, harness, model, before, now, comparison, words }) => (
          <tr key={JSON.stringify([scenario, harness, model])} className="border-t">
            <th scope="row" className="untrusted py-1.5 pr-4 text-left font-normal wrap-anywhere">
              {visible(scenario)}
            </th>
            <td className="untrusted pr-4 wrap-anywhere">{visible([agentName(harness), model].join(' '))}</td>
            <td className="pr-4 tabular-nums">{countCell(before)}</td>
            <td className="pr-4 tabular-nums">{countCell(now)}</td>
            <td className={comparison === 'worse' ? 'text-failed' : 'text-ink-2'}>{words}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
