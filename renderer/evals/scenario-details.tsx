import { useState } from 'react';
import type { EvalStanding, ShownScenario, ShownTrial } from '../../core/evals/page/eval-page.ts';
import { intervalWords, standingWord } from '../../core/evals/page/scenario-word.ts';
import { countWords } from '../../core/evals/statistics/counts.ts';
import { visible } from '../../core/views/text/visible.ts';
import { Button } from '../ui/button.tsx';
import { Fact, Facts } from '../ui/section.tsx';
import { StateMark } from '../ui/state-mark.tsx';
import { TrialList } from './trial/trial-list.tsx';
import { TrialPairView } from './trial/trial-pair.tsx';
import { agentName, policyWords, trustWords } from './words.ts';

type ScenarioDetailsProps = {
  readonly scenario: ShownScenario;
  readonly onRun: ((path: string) => void) | undefined;
};

/** The rule under test, how each agent stands, and what it did in a trial. */
export function ScenarioDetails({ scenario, onRun }: ScenarioDetailsProps) {
  const [recording, setRecording] = useState<string>();
  const { id, file, behaviour, origin, skills, policy, standings } = scenario;
  return (
    <div className="flex flex-col gap-4 border-t bg-canvas px-4 py-4 sm:pl-11.5">
      <div className="flex flex-wrap items-start gap-4">
        <div className="min-w-60 flex-1">
          <Facts>
            <Fact name="Rule">{behaviour}</Fact>
            {skills.length > 0 && <Fact name="Skills">{skills.join(', ')}</Fact>}
            {origin !== undefined && <Fact name="Comes from">{origin}</Fact>}
            <Fact name="Policy">{policyWords[policy]}</Fact>
            <Fact name="File" mono>
              {file}
            </Fact>
          </Facts>
        </div>
        <Button disabled={!onRun} onClick={() => onRun?.(file)} aria-label={`Try ${visible(id)}`}>
          Try it
        </Button>
      </div>
      {standings.length === 0 && <p className="text-sm text-ink-3">No agent has tried it as it is now.</p>}
      {standings.map((standing) => (
        <Standing
          key={`${standing.harness} ${standing.model ?? ''}`}
          standing={standing}
          open={recording}
          onOpen={(trial) => setRecording(trial.recording === recording ? undefined : trial.recording)}
        />
      ))}
      {recording !== undefined && <TrialPairView file={file} recording={recording} />}
    </div>
  );
}

type StandingProps = {
  readonly standing: EvalStanding;
  readonly open: string | undefined;
  readonly onOpen: (trial: ShownTrial) => void;
};

function Standing({ standing, open, onOpen }: StandingProps) {
  const { harness, model, trust, found, accepted, trials } = standing;
  const name = [agentName(harness), model].filter((each) => each !== undefined).join(', ');
  const { word, tone } = standingWord(standing);
  return (
    <section aria-label={name} className="flex flex-col gap-2">
      <header className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <h3 className="untrusted font-medium">{visible(name)}</h3>
        <StateMark word={word} tone={tone} className="text-sm" />
        {found && <span className="untrusted text-sm text-ink-2 tabular-nums">{visible(found.words)}</span>}
      </header>
      <Facts>
        <Fact name="Accepted so far">{`${countWords(accepted)}, ${intervalWords(standing)}`}</Fact>
        <Fact name="Trust">{trustWords[trust]}</Fact>
        {found?.cut !== undefined && <Fact name="Not tried to the end">{found.cut}</Fact>}
      </Facts>
      <TrialList trials={trials} open={open} onOpen={onOpen} />
    </section>
  );
}
