import { clsx } from 'clsx';
import type { Ask } from '../../core/model/ask.ts';
import { askLine } from '../../core/views/board.ts';
import { visible } from '../../core/views/text/visible.ts';
import { useThread } from '../mirror/selectors.ts';
import { RepoChips } from '../ui/chip.tsx';
import { Elapsed } from '../ui/elapsed.tsx';
import { StateMark } from '../ui/state-mark.tsx';
import { askMark } from './ask-mark.ts';

type AskLineProps = { readonly asks: readonly Ask[]; readonly onOpen: () => void };

/** One of many asks, on a line: it unfolds when it is its turn. */
export function AskLine({ asks, onOpen }: AskLineProps) {
  const [first] = asks;
  return first ? <Line {...{ first, asks, onOpen }} /> : null;
}

function Line({ first, asks, onOpen }: AskLineProps & { readonly first: Ask }) {
  const thread = useThread(first.thread);
  const { subject } = first;
  const severe = subject.kind === 'gate' && (subject.risk === 'high' || subject.risk === 'critical');
  return (
    <article aria-label={visible(askLine(first))} data-ask={first.id}>
      <button
        type="button"
        onClick={onOpen}
        className="flex h-8 w-full items-center gap-3 rounded-control px-3 text-left text-sm hover:bg-hover"
      >
        <StateMark {...askMark(first)} className="w-38 shrink-0" />
        <span
          className={clsx(
            'min-w-0 flex-1 truncate text-ink',
            subject.kind === 'gate' ? 'font-mono text-code' : 'text-base',
          )}
        >
          {visible(askLine(first))}
        </span>
        {severe && <span className="shrink-0 text-failed">{subject.risk} risk</span>}
        {asks.length > 1 ? (
          <span className="shrink-0 text-ink-2">{asks.length} threads</span>
        ) : (
          thread && <RepoChips ids={thread.repos} limit={1} />
        )}
        <span className="w-12 shrink-0 text-right text-ink-3">
          <Elapsed since={Math.min(...asks.map((ask) => ask.openedAt))} />
        </span>
      </button>
    </article>
  );
}
