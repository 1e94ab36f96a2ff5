import type { Thread } from '../../../core/model/thread.ts';
import { repoName } from '../../../core/views/card.ts';
import { landingWords, stepsOf, stepWords } from '../../../core/views/landing.ts';
import { counted } from '../../../core/views/text/counted.ts';
import { visible } from '../../../core/views/text/visible.ts';
import { isUnfinished } from '../../../core/model/thread.ts';
import { usageWords } from '../../../core/views/text/usage.ts';
import { momentText } from '../../../core/views/text/moment.ts';
import { ThreadSwitch } from '../../gate/pause/thread-switch.tsx';
import { useMirror } from '../../mirror/mirror.ts';
import { Fact, Facts, Section } from '../../ui/section.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { CheckpointFacts } from './checkpoint-facts.tsx';
import { RunFacts } from './run-facts.tsx';

/** Everything recorded, as recorded. */
export function FactsTab({ thread }: { readonly thread: Thread }) {
  return (
    <div tabIndex={0} role="region" aria-label="Facts" className="min-h-0 flex-1 overflow-y-auto px-5 py-4">
      <div className="mx-auto flex max-w-195 flex-col gap-7">
        <ThreadFacts thread={thread} />
        <WorkspaceFacts thread={thread} />
        <CheckpointFacts thread={thread} />
        <CommitFacts thread={thread} />
        <LandingFacts thread={thread} />
        <RunFacts thread={thread} />
      </div>
    </div>
  );
}

function ThreadFacts({ thread }: { readonly thread: Thread }) {
  const { allow, ask, deny } = thread.verdicts;
  const used = usageWords(thread);
  return (
    <Section title="Thread">
      <Facts wide>
        <Fact name="id" mono>
          {thread.thread}
        </Fact>
        <Fact name="created">{momentText(thread.createdAt)}</Fact>
        <Fact name="last fact">{momentText(thread.updatedAt)}</Fact>
        <Fact name="harness">{thread.harness.id}</Fact>
        <Fact name="gate verdicts">
          {allow} allowed, {ask} asked, {deny} denied
        </Fact>
        {used !== undefined && <Fact name="used">{used}</Fact>}
        {isUnfinished(thread) && (
          <Fact name="its gate">
            <ThreadSwitch thread={thread} />
          </Fact>
        )}
      </Facts>
    </Section>
  );
}

function WorkspaceFacts({ thread }: { readonly thread: Thread }) {
  const repos = useMirror((mirror) => mirror.factory.repos);
  const { workspace } = thread;
  if (workspace.kind !== 'ready')
    return (
      <Section title="Workspace">
        <p className="text-sm text-ink-2">
          {workspace.kind === 'failed'
            ? workspace.failure.message
            : workspace.kind === 'preparing'
              ? workspace.phase
              : 'There is none yet.'}
        </p>
      </Section>
    );
  const { first, count } = workspace.ports;
  return (
    <Section title="Workspace">
      <Facts wide>
        <Fact name="folder" mono>
          {workspace.path}
        </Fact>
        <Fact name="ports">
          {first} to {first + count - 1}
        </Fact>
        {workspace.worktrees.map((worktree) => (
          <Fact key={worktree.repo} name={repoName(repos, worktree.repo)} mono>
            {worktree.path}
            <br />
            {worktree.branch} from {worktree.base.slice(0, 12)}
          </Fact>
        ))}
      </Facts>
    </Section>
  );
}

function CommitFacts({ thread }: { readonly thread: Thread }) {
  const repos = useMirror((mirror) => mirror.factory.repos);
  return (
    <Section title="Change set">
      {thread.changes.length === 0 && <p className="text-sm text-ink-2">Nothing is recorded yet.</p>}
      <Facts wide>
        {thread.changes.map((change) => (
          <Fact key={change.repo} name={repoName(repos, change.repo)} mono>
            base {change.base}
            <br />
            head {change.head}
            <br />
            {counted(change.commits, 'commit')}, {counted(change.files, 'file')}, +{change.added} −{change.deleted}
            {change.uncommitted.length > 0 && `, not committed: ${visible(change.uncommitted.join(', '))}`}
          </Fact>
        ))}
      </Facts>
    </Section>
  );
}

function LandingFacts({ thread }: { readonly thread: Thread }) {
  const repos = useMirror((mirror) => mirror.factory.repos);
  return thread.landings.map((landing, index) => (
    <Section
      key={landing.id}
      title={`Landing ${String(index + 1)} of ${momentText(landing.startedAt)}`}
      aside={<StateMark {...landingWords(landing)} className="text-sm" />}
    >
      {landing.ended && landing.ended.reason !== '' && (
        <p className="untrusted text-sm text-ink-2">{visible(landing.ended.reason)}</p>
      )}
      <Facts wide>
        <Fact name="id" mono>
          {landing.id}
        </Fact>
        {stepsOf(landing).map(({ repo, step }) => (
          <Fact key={repo} name={repoName(repos, repo)} mono>
            {stepWords(step).word}: {visible(stepWords(step).detail)}
            {step && 'target' in step && <Id name="target" id={step.target} />}
            {step && 'merge' in step && <Id name="merge" id={step.merge} />}
            {step && 'revert' in step && <Id name="revert" id={step.revert} />}
          </Fact>
        ))}
      </Facts>
    </Section>
  ));
}

function Id({ name, id }: { readonly name: string; readonly id: string }) {
  return (
    <>
      <br />
      {name} {id}
    </>
  );
}
