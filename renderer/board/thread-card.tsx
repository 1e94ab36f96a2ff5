import { clsx } from 'clsx';
import type { ThreadId } from '../../core/ids.ts';
import type { Thread } from '../../core/model/thread.ts';
import type { Standing } from '../../core/views/board.ts';
import { checksPill, oldestAsk, shortened, sizeOf } from '../../core/views/card.ts';
import { shortUsage, usageWords } from '../../core/views/text/usage.ts';
import { visible } from '../../core/views/text/visible.ts';
import { Weighs, WhyHere } from '../attention/why-here.tsx';
import { GateBeat } from '../gate/gate-life.tsx';
import { ChooseCard } from '../landing/choose-card.tsx';
import { choose, mayChoose } from '../landing/chosen.ts';
import { useActivity, useStanding, useThread } from '../mirror/selectors.ts';
import { DecisionMark } from '../orchestrator/decision-mark.tsx';
import { DriftBadge } from '../radar/drift-badge.tsx';
import { OverlapBadge } from '../radar/overlap-badge.tsx';
import { RedPairBadge } from '../radar/red-pair-badge.tsx';
import { SameTopicBadge } from '../similar/same-topic-badge.tsx';
import { HarnessGlyph, RepoChip } from '../ui/chip.tsx';
import { Elapsed } from '../ui/elapsed.tsx';
import { Checks, Delta } from '../ui/numbers.tsx';
import { StateMark } from '../ui/state-mark.tsx';
import { OnCard } from '../window/card-popover.tsx';
import { openThread, peek, useWindow } from '../window/window-state.ts';
import { keepsFocus, rememberCard } from './cards.ts';

const chipsShown = 4;

export function ThreadCard({ id }: { readonly id: ThreadId }) {
  const thread = useThread(id);
  const standing = useStanding(id);
  const peeked = useWindow((state) => state.peeked === id);
  if (!thread || !standing) return null;
  return (
    <OnCard value={id}>
      <article
        aria-label={visible(thread.title)}
        data-column={standing.column}
        data-card={id}
        className={clsx(
          'group/card relative flex flex-col gap-(--card-gap) rounded-card border bg-card p-(--card-pad) shadow-card transition-colors duration-150 hover:border-line-strong',
          'has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-accent',
          peeked && 'border-line-strong',
          standing.word === 'ungated' && 'border-failed!',
        )}
      >
        <div className="flex items-center gap-2 text-sm text-ink-3">
          <StateMark word={standing.word} tone={standing.tone} className="min-w-0 flex-1 overflow-hidden" />
          <ChooseCard thread={thread} />
          <Elapsed since={standing.since} />
        </div>
        <h3>
          <button
            type="button"
            title={visible(thread.title)}
            onClick={({ ctrlKey, metaKey }) =>
              (ctrlKey || metaKey) && mayChoose(thread) ? choose(id) : openThread(id)
            }
            ref={keepsFocus(id)}
            onFocus={() => focused(id)}
            className="line-clamp-(--card-lines) w-full text-left font-medium wrap-anywhere outline-none! after:absolute after:inset-0 after:rounded-card"
          >
            {shortened(visible(thread.title), 60)}
          </button>
        </h3>
        <Reason thread={thread} standing={standing} />
        <CardFoot thread={thread} />
      </article>
    </OnCard>
  );
}

/** The card on show follows the keyboard. */
function focused(id: ThreadId): void {
  rememberCard(id);
  if (useWindow.getState().peeked) peek(id);
}

/** Why it stands there, and what was last seen of it. */
function Reason({ thread, standing }: { readonly thread: Thread; readonly standing: Standing }) {
  const asked = oldestAsk(thread);
  const waitsElsewhere = asked !== undefined && standing.column !== 'needs-you';
  return (
    <div className="flex flex-col gap-1 text-sm text-ink-2">
      {standing.reason !== '' && <p className="line-clamp-(--card-lines) break-words">{visible(standing.reason)}</p>}
      {waitsElsewhere && (
        <p className="text-needs-you">
          asked <Elapsed since={asked} suffix=" ago" />
        </p>
      )}
      {standing.column === 'queued' && <WhyHere id={thread.thread} />}
      <DecisionMark id={thread.thread} />
      {standing.tone === 'working' && <LastOutput id={thread.thread} />}
      <GateBeat thread={thread} />
      <SameTopicBadge thread={thread.thread} />
      <DriftBadge thread={thread.thread} />
      <RedPairBadge thread={thread.thread} />
      <OverlapBadge thread={thread.thread} />
    </div>
  );
}

/** Known only while this app has watched the run; before the first line nothing is claimed. */
function LastOutput({ id }: { readonly id: ThreadId }) {
  const activity = useActivity(id);
  if (!activity) return <p className="text-ink-3">no output seen yet</p>;
  return (
    <p className="flex items-center gap-2 text-ink-3">
      <span className="min-w-0 flex-1 truncate font-mono">{visible(activity.line)}</span>
      <Elapsed since={activity.at} />
    </p>
  );
}

function CardFoot({ thread }: { readonly thread: Thread }) {
  const { added, deleted, files } = sizeOf(thread);
  const pill = checksPill(thread);
  const used = shortUsage(thread);
  return (
    <div className="flex flex-col gap-(--card-gap)">
      {(files > 0 || pill.kind !== 'none-yet') && (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          {files > 0 && <Delta added={added} deleted={deleted} />}
          {pill.kind !== 'none-yet' && <Checks pill={pill} />}
        </div>
      )}
      <div className="flex items-center gap-1 overflow-hidden text-sm text-ink-3 [flex-wrap:var(--chips-wrap)]">
        <span className="mr-1 flex items-center gap-1.5">
          <HarnessGlyph id={thread.harness.id} />#{thread.number}
        </span>
        <Weighs id={thread.thread} />
        {thread.repos.slice(0, chipsShown).map((repo) => (
          <RepoChip key={repo} id={repo} />
        ))}
        {thread.repos.length > chipsShown && <span>+{thread.repos.length - chipsShown}</span>}
        {used !== undefined && (
          <span className="ml-auto pl-1" title={`Used so far: ${usageWords(thread) ?? ''}`}>
            {used}
          </span>
        )}
      </div>
    </div>
  );
}
