import { clsx } from 'clsx';
import { memo } from 'react';
import type { ThreadId } from '../../core/ids.ts';
import type { Tone } from '../../core/views/board.ts';
import { shareOf } from '../../core/views/runs/timeline.ts';
import type { Bar, Span } from '../../core/views/runs/timeline.ts';
import { visible } from '../../core/views/text/visible.ts';
import { useStanding, useThread } from '../mirror/selectors.ts';
import { StateGlyph } from '../ui/state-mark.tsx';
import { openThread } from '../window/window-state.ts';
import { barWords } from './bar-words.ts';
import type { Looked } from './bar-words.ts';

type ThreadRowProps = {
  readonly thread: ThreadId;
  readonly bars: readonly Bar[];
  readonly span: Span;
  readonly onLook: (looked: Looked) => void;
};

export const ThreadRow = memo(function ThreadRow({ thread: id, bars, span, onLook }: ThreadRowProps) {
  const thread = useThread(id);
  const standing = useStanding(id);
  if (!thread || !standing) return null;
  const title = visible(thread.title);
  return (
    <div data-row className="timeline-grid h-full items-center rounded-control hover:bg-hover">
      <button
        type="button"
        title={`${title} (${standing.word})`}
        onClick={() => openThread(id)}
        className="flex h-full min-w-0 items-center gap-2 rounded-control px-1.5 text-left text-sm text-ink-2 hover:text-ink"
      >
        <StateGlyph word={standing.word} tone={standing.tone} />
        <span className="text-ink-3 tabular-nums">#{thread.number}</span>
        <span className="min-w-0 flex-1 truncate">{title}</span>
        <span className="sr-only">{standing.word}</span>
      </button>
      <div className="relative h-full overflow-hidden border-l">
        {bars.map((bar) => (
          <RunBar
            key={bar.key}
            bar={bar}
            span={span}
            onLook={() => onLook({ thread: id, bar })}
            onOpen={() => openThread(id)}
          />
        ))}
      </div>
    </div>
  );
});

const tones: Readonly<Record<Tone, string>> = {
  working: 'border-working bg-working/12 text-working',
  'needs-you': 'border-needs-you bg-needs-you/12 text-needs-you',
  review: 'border-review bg-review/12 text-review',
  ready: 'border-ready bg-ready/12 text-ready',
  failed: 'border-failed bg-failed/12 text-failed',
  quiet: 'border-quiet bg-quiet/12 text-quiet',
};

type RunBarProps = {
  readonly bar: Bar;
  readonly span: Span;
  readonly onLook: () => void;
  readonly onOpen: () => void;
};

/** Its word stands in it where there is room, and always in the line below the rows. */
function RunBar({ bar, span, onLook, onOpen }: RunBarProps) {
  const { left, width } = shareOf(bar, span);
  if ((bar.to ?? span.to) < span.from) return null;
  return (
    <button
      type="button"
      data-bar
      tabIndex={-1}
      aria-label={barWords(bar, span.to)}
      onClick={onOpen}
      onFocus={onLook}
      onPointerEnter={onLook}
      style={{ left: `${String(left * 100)}%`, width: `max(4px, ${String(width * 100)}%)` }}
      className={clsx(
        '@container absolute inset-y-1 min-w-1 overflow-hidden rounded-[3px] border-l-2 text-left text-sm hover:brightness-125 focus-visible:z-10 focus-visible:outline-offset-0',
        tones[bar.tone],
      )}
    >
      <span className="hidden items-center gap-1 px-1 whitespace-nowrap @min-[22px]:flex" aria-hidden>
        <StateGlyph word={bar.word} tone={bar.tone} />
        <span className="hidden truncate text-ink @min-[90px]:inline">{bar.word}</span>
      </span>
    </button>
  );
}
