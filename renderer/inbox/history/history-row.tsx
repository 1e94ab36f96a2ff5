import type { Ask } from '../../../core/model/ask.ts';
import { askLine } from '../../../core/views/board.ts';
import { outcomeOf, outcomeText, saidWith } from '../../../core/views/history/outcome.ts';
import type { Outcome } from '../../../core/views/history/outcome.ts';
import type { Answered } from '../../../core/views/inbox.ts';
import { visible } from '../../../core/views/text/visible.ts';
import { Elapsed } from '../../ui/elapsed.tsx';
import { Glyph } from '../../ui/glyph.tsx';
import type { Shape } from '../../ui/glyph.tsx';
import { openThread } from '../../window/window-state.ts';

const marks: Readonly<Record<Outcome, { readonly shape: Shape; readonly tone: string }>> = {
  approved: { shape: 'check', tone: 'text-ready' },
  allowed: { shape: 'check', tone: 'text-ready' },
  changed: { shape: 'check', tone: 'text-ready' },
  answered: { shape: 'check', tone: 'text-quiet' },
  rejected: { shape: 'cross', tone: 'text-failed' },
  expired: { shape: 'slash', tone: 'text-quiet' },
  'fell-away': { shape: 'slash', tone: 'text-quiet' },
};

export function HistoryRow({ ask, thread, at }: Answered) {
  const { shape, tone } = marks[outcomeOf(ask) ?? 'fell-away'];
  const note = noteOf(ask);
  return (
    <button
      type="button"
      onClick={() => openThread(thread.thread)}
      className="grid h-full w-full grid-cols-[11rem_minmax(0,1fr)_max-content] items-baseline gap-4 px-2 py-2 text-left text-sm hover:bg-hover"
    >
      <span className={`flex items-center gap-1.5 self-start ${tone}`}>
        <Glyph shape={shape} /> {outcomeText(ask)}
      </span>
      <span className="min-w-0">
        <span className="block truncate text-base">{visible(askLine(ask))}</span>
        <span className="block truncate text-ink-3">
          #{thread.number} {visible(thread.title)}
          {ask.subject.kind === 'gate' && ` · rule ${ask.subject.rule}, ${ask.subject.risk} risk`}
          {note !== '' && ` · ${visible(note)}`}
        </span>
      </span>
      <span className="text-ink-3">
        <Elapsed since={at} suffix=" ago" />
      </span>
    </button>
  );
}

function noteOf(ask: Ask): string {
  const { state } = ask;
  const said = saidWith(ask);
  if (state.kind !== 'answered') return said;
  const { who, via } = state.by;
  return [said && `“${said}”`, `by ${who === 'person' ? 'you' : 'the factory'} via ${via}`].filter(Boolean).join(' · ');
}
