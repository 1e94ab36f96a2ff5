import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import type { ThreadId } from '../../core/ids.ts';
import { currentRun } from '../../core/model/thread.ts';
import type { Thread } from '../../core/model/thread.ts';
import type { Standing } from '../../core/views/board.ts';
import { visible } from '../../core/views/text/visible.ts';
import { keepsFocus, rememberCard } from '../board/cards.ts';
import { useActivity, useStanding, useThread } from '../mirror/selectors.ts';
import { HarnessGlyph, RepoChips } from '../ui/chip.tsx';
import { Elapsed } from '../ui/elapsed.tsx';
import { StateMark } from '../ui/state-mark.tsx';
import { openThread, peek, useWindow } from '../window/window-state.ts';

/** One run: its thread, what it does now, its last line and how long ago that was. */
export function MonitorTile({ id }: { readonly id: ThreadId }) {
  const thread = useThread(id);
  const standing = useStanding(id);
  const peeked = useWindow((state) => state.peeked === id);
  if (!thread || !standing) return null;
  return (
    <article
      aria-label={visible(thread.title)}
      data-card={id}
      className={clsx(
        'relative flex h-full flex-col gap-(--card-gap) rounded-card border bg-card p-(--card-pad) shadow-card hover:border-line-strong',
        'has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-accent',
        peeked && 'border-line-strong',
      )}
    >
      <div className="flex items-center gap-2 text-sm text-ink-3">
        <StateMark word={standing.word} tone={standing.tone} className="min-w-0 flex-1" />
        <Elapsed since={currentRun(thread)?.startedAt ?? standing.since} />
      </div>
      <h3 className="min-w-0">
        <button
          type="button"
          ref={keepsFocus(id)}
          title={visible(thread.title)}
          onClick={() => openThread(id)}
          onFocus={() => {
            rememberCard(id);
            if (useWindow.getState().peeked) peek(id);
          }}
          className="block w-full truncate text-left font-medium outline-none! after:absolute after:inset-0 after:rounded-card"
        >
          {visible(thread.title)}
        </button>
      </h3>
      <Doing thread={thread} standing={standing} />
      <div className="mt-auto flex min-w-0 items-center gap-1.5 text-sm text-ink-3">
        <HarnessGlyph id={thread.harness.id} />#{thread.number}
        <RepoChips ids={thread.repos} />
      </div>
    </article>
  );
}

/** What is not known is not made up: before the first sign of life there is nothing to tell. */
function Doing({ thread, standing }: { readonly thread: Thread; readonly standing: Standing }) {
  const activity = useActivity(thread.thread);
  const working = standing.tone === 'working' || standing.word === 'quiet' || standing.word === 'no signal';
  return (
    <dl className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-2.5 gap-y-0.5 text-sm">
      <Line name={working ? 'now' : 'asks'}>{visible((working && activity?.doing) || standing.reason)}</Line>
      <Line name="last">
        {activity ? <span className="font-mono">{visible(activity.line)}</span> : 'no output seen yet'}
      </Line>
      <Line name="quiet">{activity ? <Elapsed since={activity.at} /> : 'not known'}</Line>
    </dl>
  );
}

type LineProps = { readonly name: string; readonly children: ReactNode };

function Line({ name, children }: LineProps) {
  return (
    <>
      <dt className="text-ink-3">{name}</dt>
      <dd className="truncate text-ink-2">{children}</dd>
    </>
  );
}
