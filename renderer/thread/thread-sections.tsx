import type { Run } from '../../core/model/run.ts';
import type { Thread } from '../../core/model/thread.ts';
import { currentRun, currentLanding } from '../../core/model/thread.ts';
import { checksPill } from '../../core/views/card.ts';
import { stepsOf, stepWords } from '../../core/views/landing.ts';
import { visible } from '../../core/views/text/visible.ts';
import { isUnfinished } from '../../core/model/thread.ts';
import { usageWords } from '../../core/views/text/usage.ts';
import { AttentionSection } from '../attention/attention-section.tsx';
import { ContainedText, GateLifeText } from '../gate/gate-life.tsx';
import { ThreadSwitch } from '../gate/pause/thread-switch.tsx';
import { RepoChip } from '../ui/chip.tsx';
import { Elapsed } from '../ui/elapsed.tsx';
import { Checks, Delta } from '../ui/numbers.tsx';
import { Fact, Facts, Section } from '../ui/section.tsx';
import { StateMark } from '../ui/state-mark.tsx';
import { ModePicker } from './agents/mode-picker.tsx';
import { CheckLines } from './checks/check-lines.tsx';

/** The facts about a thread that matter beside any of its tabs. */
export function ThreadSections({ thread, goal }: { readonly thread: Thread; readonly goal: boolean }) {
  const round = thread.rounds.at(-1);
  return (
    <>
      {goal && (
        <Section title="Goal">
          <p className="untrusted line-clamp-6 text-sm text-ink-2">{visible(thread.goal)}</p>
        </Section>
      )}
      <AttentionSection thread={thread} />
      <RepoSection thread={thread} />
      <Section title="Checks" aside={<Checks pill={checksPill(thread)} />}>
        {round && <CheckLines thread={thread} round={round} />}
      </Section>
      <RunSection thread={thread} />
    </>
  );
}

function RepoSection({ thread }: { readonly thread: Thread }) {
  const landing = currentLanding(thread);
  const steps = new Map(landing ? stepsOf(landing).map(({ repo, step }) => [repo, stepWords(step)]) : []);
  return (
    <Section title={thread.repos.length > 1 ? 'Repos in landing order' : 'Repo'}>
      <ol className="flex flex-col gap-1">
        {thread.repos.map((repo) => {
          const change = thread.changes.find((each) => each.repo === repo);
          const step = steps.get(repo);
          return (
            <li key={repo} className="flex h-6 items-center gap-2 text-sm">
              <RepoChip id={repo} />
              <span className="flex-1" />
              {step ? (
                <StateMark word={step.word} tone={step.tone} />
              ) : change ? (
                <Delta {...change} />
              ) : (
                <span className="text-ink-3">no changes yet</span>
              )}
            </li>
          );
        })}
      </ol>
    </Section>
  );
}

function RunSection({ thread }: { readonly thread: Thread }) {
  const run = currentRun(thread);
  return (
    <Section title="Run">
      {!run && <p className="text-sm text-ink-3">It has not started yet.</p>}
      <Facts>
        {run && <RunFacts thread={thread} run={run} />}
        {isUnfinished(thread) && <ModePicker thread={thread} />}
      </Facts>
      {isUnfinished(thread) && <ThreadSwitch thread={thread} />}
    </Section>
  );
}

function RunFacts({ thread, run }: { readonly thread: Thread; readonly run: Run }) {
  const used = usageWords(thread);
  const { allow, deny, ask } = thread.verdicts;
  return (
    <>
      <Fact name="state">{run.state.kind === 'ended' ? run.state.outcome : run.state.kind}</Fact>
      <Fact name="started">
        <Elapsed since={run.startedAt} suffix=" ago" />
      </Fact>
      {run.state.kind === 'working' && <Fact name="pid">{run.state.process.pid}</Fact>}
      {used !== undefined && <Fact name="used">{used}</Fact>}
      <Fact name="gate">
        <GateLifeText run={run} />
      </Fact>
      <Fact name="verdicts">
        {allow} allowed · {ask} asked · {deny} denied
      </Fact>
      <Fact name="contained">
        <ContainedText run={run} />
      </Fact>
    </>
  );
}
