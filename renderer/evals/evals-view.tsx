import { useState } from 'react';
import type { EvalPage } from '../../core/evals/page/eval-page.ts';
import { Empty } from '../ui/empty.tsx';
import { Problem } from '../ui/field.tsx';
import { Waiting } from '../ui/waiting.tsx';
import { request } from '../window/request.ts';
import { DailyRunSection } from './daily-run.tsx';
import { EvalPlaceSection } from './eval-place.tsx';
import { RedRun } from './red-run.tsx';
import { RunControls } from './run-controls.tsx';
import type { RunChoice } from './run-controls.tsx';
import { RunDiffSection } from './run-diff.tsx';
import { RunProgress } from './run-progress.tsx';
import { shows, ShownChoice } from './shown-choice.tsx';
import type { Shown } from './shown-choice.tsx';
import { useEvals } from './use-evals.ts';

/** Which behaviours hold, how sure that is, and what an agent did where one does not. */
export function EvalsView() {
  const { page, failure, lookAgain } = useEvals();
  return (
    <div tabIndex={0} role="region" aria-label="Evals" className="min-h-0 flex-1 overflow-y-auto px-5 py-6">
      <div className="mx-auto flex max-w-240 flex-col gap-6">
        {failure && <Problem message={failure.message} next={failure.next} />}
        {!page && !failure && <Waiting text="Reading the scenarios" />}
        {page && <Scenarios page={page} lookAgain={lookAgain} />}
      </div>
    </div>
  );
}

function Scenarios({ page, lookAgain }: { readonly page: EvalPage; readonly lookAgain: () => void }) {
  const [choice, setChoice] = useState<RunChoice>({ harness: 'replay', trials: '5' });
  const [shown, setShown] = useState<Shown>('all');
  const run = async (path: string) => {
    const { harness, trials } = choice;
    const started = await request('evals.run', { path, harness, trials: trials === 'sprt' ? 'sprt' : Number(trials) });
    if (started.ok) lookAgain();
  };
  const all = page.places.flatMap(({ scenarios }) => scenarios);
  const [last] = page.runs;
  return (
    <>
      <header className="flex flex-wrap items-start gap-x-6 gap-y-3">
        <div className="min-w-60 flex-1">
          <h1 className="text-xl font-semibold tracking-tight">Evals</h1>
          <p className="text-pretty text-ink-2">
            Each scenario tries one behaviour, gates on, in a home and repos made for it. A red has to come again before
            it counts, and becomes a lesson by itself.
          </p>
        </div>
        <RunControls choice={choice} onChoose={setChoice} />
      </header>
      {page.running && <RunProgress progress={page.running} />}
      {!page.running && last && !last.green && <RedRun run={last} onAccepted={lookAgain} />}
      {page.daily && all.length > 0 && <DailyRunSection daily={page.daily} />}
      {all.length > 0 && <ShownChoice all={all} shown={shown} onShow={setShown} />}
      {all.length === 0 && (
        <Empty
          title="No scenarios"
          text="A scenario is one YAML file: beside a skill, or in .teatree/evals of a repo whose skills you trust."
        />
      )}
      {page.places
        .filter(({ scenarios, broken }) => scenarios.length + broken.length > 0)
        .map((place) => (
          <EvalPlaceSection
            key={place.path}
            place={{ ...place, scenarios: place.scenarios.filter((each) => shows(each, shown)) }}
            onRun={page.running ? undefined : (path) => void run(path)}
          />
        ))}
      {page.runs.length > 1 && <RunDiffSection runs={page.runs} />}
    </>
  );
}
