import type { Landing } from '../../../core/model/change-set.ts';
import type { CheckRound } from '../../../core/model/check.ts';
import { roundVerdict } from '../../../core/model/check.ts';
import type { HarnessChoice } from '../../../core/model/run.ts';
import type { Thread } from '../../../core/model/thread.ts';
import { landingWords, stepsOf, stepWords } from '../../../core/views/landing.ts';
import { visible } from '../../../core/views/text/visible.ts';
import { useHarness } from '../../mirror/harnesses.ts';
import { RepoChip } from '../../ui/chip.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { openThread } from '../../window/window-state.ts';

export function Milestone({ text, reason }: { readonly text: string; readonly reason: string }) {
  return (
    <p className="untrusted flex gap-2 py-2 text-sm text-ink-2">
      <span className="mt-1.5 size-1 shrink-0 rounded-full bg-quiet" aria-hidden />
      <span>
        {visible(text)}
        {reason !== '' && <span className="text-ink-3"> {visible(reason)}</span>}
      </span>
    </p>
  );
}

export function SwitchMilestone({ to }: { readonly to: HarnessChoice }) {
  const title = useHarness(to.id)?.title ?? to.id;
  const model = to.config['model'];
  return <Milestone text={`Given to ${title}${model === undefined ? '' : ` with ${model}`}`} reason="" />;
}

const roundMarks = {
  running: { word: 'checking', tone: 'working' },
  none: { word: 'no checks', tone: 'quiet' },
  green: { word: 'checks green', tone: 'ready' },
  red: { word: 'checks red', tone: 'failed' },
} as const;

export function ChecksMilestone({ thread, round }: { readonly thread: Thread; readonly round: CheckRound }) {
  const failed = round.ended.filter((end) => end.outcome !== 'passed');
  return (
    <button
      type="button"
      onClick={() => openThread(thread.thread, 'checks')}
      className="-mx-2 flex h-8 w-[calc(100%+16px)] items-center gap-2 rounded-control px-2 text-sm hover:bg-hover"
    >
      <StateMark {...roundMarks[roundVerdict(round)]} />
      <span className="text-ink-3">
        round {round.round}, {round.ended.length} of {round.planned.length} done
        {failed.length > 0 && `, ${failed.map((end) => end.name).join(', ')} not passed`}
      </span>
    </button>
  );
}

export function LandingMilestone({ landing }: { readonly landing: Landing }) {
  const { word, tone, reason } = landingWords(landing);
  return (
    <div className="my-2 flex flex-col gap-2 rounded-card border bg-card p-3 text-sm">
      <p className="flex gap-2">
        <StateMark word={word} tone={tone} className="self-start" />
        <span className="untrusted text-ink-2">{visible(reason)}</span>
      </p>
      <ol className="flex flex-col gap-1.5">
        {stepsOf(landing).map(({ repo, step }) => {
          const words = stepWords(step);
          return (
            <li key={repo} className="flex items-center gap-2">
              <RepoChip id={repo} />
              <StateMark word={words.word} tone={words.tone} />
              <span className="min-w-0 truncate text-ink-3">{visible(words.detail)}</span>
            </li>
          );
        })}
      </ol>
    </div>
  );
}
