import type { Run } from '../../../core/model/run.ts';
import type { Thread } from '../../../core/model/thread.ts';
import type { GivenSkill } from '../../../core/skills/given.ts';
import { durationText } from '../../../core/views/text/elapsed.ts';
import { unknownUsage, usageText } from '../../../core/views/text/usage.ts';
import { visible } from '../../../core/views/text/visible.ts';
import { momentText } from '../../../core/views/text/moment.ts';
import { ContainedText, GateLifeText } from '../../gate/gate-life.tsx';
import { Fact, Facts, Section } from '../../ui/section.tsx';

/** Each run, the newest first. */
export function RunFacts({ thread }: { readonly thread: Thread }) {
  if (thread.runs.length === 0)
    return (
      <Section title="Runs">
        <p className="text-sm text-ink-2">None has started yet.</p>
      </Section>
    );
  const runs = thread.runs.map((run, index) => ({ run, title: `Run ${String(index + 1)}` }));
  const reviews = thread.reviews.flatMap((review) => review.runs.map((run) => ({ run, title: 'Review' })));
  const newestFirst = [...runs, ...reviews].sort((a, b) => b.run.startedAt - a.run.startedAt);
  return newestFirst.map(({ run, title }) => (
    <Section key={run.id} title={`${title} of ${momentText(run.startedAt)}`}>
      <Facts wide>
        <Fact name="state">
          {stateWords(run)}
          {run.state.kind === 'ended' && run.state.reason !== '' && `: ${visible(run.state.reason)}`}
        </Fact>
        {run.harness && (
          <Fact name="harness">
            {run.harness.id}
            {run.harness.config['model'] !== undefined && ` with ${visible(run.harness.config['model'])}`}
          </Fact>
        )}
        <Fact name="gate">
          <GateLifeText run={run} />
        </Fact>
        <Fact name="contained">
          <ContainedText run={run} />
        </Fact>
        {run.state.kind === 'ended' && <Fact name="used">{run.usage ? usageText(run.usage) : unknownUsage}</Fact>}
        <Fact name="id" mono>
          {run.id}
        </Fact>
        {run.brief !== undefined && (
          <Fact name="brief" mono>
            sha256 {run.brief}
          </Fact>
        )}
        {run.skills && <Fact name="skills given">{run.skills.map(skillText).join(', ')}</Fact>}
        {run.skills && <Fact name="skills taken up">{run.skillsUsed?.join(', ') ?? 'none'}</Fact>}
        {run.session !== undefined && (
          <Fact name="session" mono>
            {visible(run.session)}
          </Fact>
        )}
        {run.state.kind === 'working' && (
          <Fact name="process" mono>
            {run.state.process.pid} started {run.state.process.startedAt}
          </Fact>
        )}
      </Facts>
    </Section>
  ));
}

function skillText({ name, from }: GivenSkill): string {
  return from === undefined ? name : `${name} of ${from}`;
}

function stateWords({ state, startedAt }: Run): string {
  return state.kind === 'ended' ? `${state.outcome} after ${durationText(state.at - startedAt)}` : state.kind;
}
