import type { Answer, Ask } from '../../core/model/ask.ts';
import { askLine } from '../../core/views/board.ts';
import { visible } from '../../core/views/text/visible.ts';
import type { Answered } from '../../core/views/inbox.ts';
import { useAnswered } from '../mirror/selectors.ts';
import { Elapsed } from '../ui/elapsed.tsx';
import { Empty } from '../ui/empty.tsx';
import { Glyph } from '../ui/glyph.tsx';
import type { Shape } from '../ui/glyph.tsx';
import { openThread } from '../window/window-state.ts';

const shownAtOnce = 200;

/** The audit: what was asked, by which rule, who answered what, and when. */
export function AskHistory() {
  const answered = useAnswered();
  if (answered.length === 0)
    return <Empty title="No decisions yet" text="Every answer you give is kept here with its rule and its reason." />;
  return (
    <ul className="min-h-0 flex-1 overflow-y-auto px-5 py-2" aria-label="Answered asks">
      {answered.slice(0, shownAtOnce).map((each) => (
        <HistoryRow key={each.ask.id} {...each} />
      ))}
    </ul>
  );
}

function HistoryRow({ ask, thread, at }: Answered) {
  const { shape, tone, words } = decisionWords(ask);
  return (
    <li className="border-b">
      <button
        type="button"
        onClick={() => openThread(thread.thread)}
        className="grid w-full grid-cols-[11rem_minmax(0,1fr)_max-content] items-baseline gap-4 px-2 py-2 text-left text-sm hover:bg-hover"
      >
        <span className={`flex items-center gap-1.5 self-start ${tone}`}>
          <Glyph shape={shape} /> {words}
        </span>
        <span className="min-w-0">
          <span className="block truncate text-base">{visible(askLine(ask))}</span>
          <span className="block truncate text-ink-3">
            #{thread.number} {visible(thread.title)}
            {ask.subject.kind === 'gate' && ` · rule ${ask.subject.rule}, ${ask.subject.risk} risk`}
            {noteOf(ask) !== '' && ` · ${visible(noteOf(ask))}`}
          </span>
        </span>
        <span className="text-ink-3">
          <Elapsed since={at} suffix=" ago" />
        </span>
      </button>
    </li>
  );
}

type Words = { readonly shape: Shape; readonly tone: string; readonly words: string };

const approvals = {
  once: 'approved once',
  thread: 'approved for thread',
  repo: 'allowed in the repo',
  always: 'always allowed',
} as const;

function decisionWords({ state }: Ask): Words {
  if (state.kind !== 'answered') return { shape: 'slash', tone: 'text-quiet', words: 'no answer needed' };
  const { answer, by } = state;
  if (answer.kind === 'approve') return { shape: 'check', tone: 'text-ready', words: approvals[answer.scope] };
  if (answer.kind === 'edit') return { shape: 'check', tone: 'text-ready', words: 'changed and approved' };
  if (answer.kind === 'choose') return { shape: 'check', tone: 'text-quiet', words: 'answered' };
  return by.who === 'factory'
    ? { shape: 'slash', tone: 'text-quiet', words: 'expired, rejected' }
    : { shape: 'cross', tone: 'text-failed', words: 'rejected' };
}

function noteOf({ state }: Ask): string {
  if (state.kind === 'withdrawn') return state.reason;
  if (state.kind === 'open') return '';
  const { answer, by } = state;
  const said = saidIn(answer);
  return [said && `“${said}”`, `by ${by.who === 'person' ? 'you' : 'the factory'} via ${by.via}`]
    .filter(Boolean)
    .join(' · ');
}

function saidIn(answer: Answer): string {
  switch (answer.kind) {
    case 'approve':
      return '';
    case 'edit':
      return answer.command;
    case 'reject':
      return answer.reason;
    case 'choose':
      return answer.text;
  }
}
