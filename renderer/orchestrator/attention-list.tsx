import { useState } from 'react';
import { whyLine } from '../../core/views/attention/why.ts';
import { visible } from '../../core/views/text/visible.ts';
import { useStanding, useThread } from '../mirror/selectors.ts';
import { Button } from '../ui/button.tsx';
import { StateMark } from '../ui/state-mark.tsx';
import { openThread } from '../window/window-state.ts';
import { DecisionMark } from './decision-mark.tsx';
import { useAttended } from './use-decisions.ts';
import type { Attended } from './use-decisions.ts';

const shownAtOnce = 15;

/** What should happen next, each place explained; what does not run says why. */
export function AttentionList() {
  const { all, now } = useAttended();
  const [whole, setWhole] = useState(false);
  const shown = whole ? all : all.slice(0, shownAtOnce);
  return (
    <section aria-label="What comes first, and why" className="flex flex-col gap-2">
      <h2 className="text-sm font-medium text-ink-3">What comes first, and why</h2>
      {all.length === 0 && <p className="text-ink-2">No thread is open.</p>}
      {all.length > 0 && (
        <ol className="flex flex-col overflow-hidden rounded-card border bg-card">
          {shown.map((each, index) => (
            <Row key={each.id} attended={each} place={index + 1} now={now} />
          ))}
        </ol>
      )}
      {shown.length < all.length && (
        <Button look="quiet" onClick={() => setWhole(true)} className="self-start">
          Show {all.length - shown.length} more
        </Button>
      )}
    </section>
  );
}

type RowProps = { readonly attended: Attended; readonly place: number; readonly now: number };

function Row({ attended: { id, ranked }, place, now }: RowProps) {
  const thread = useThread(id);
  const standing = useStanding(id);
  if (!thread || !standing) return null;
  return (
    <li className="relative flex items-baseline gap-3 border-b px-4 py-2.5 last:border-b-0 hover:bg-hover">
      <span className="w-6 shrink-0 text-right text-sm text-ink-3 tabular-nums">{place}</span>
      <span className="min-w-0 flex-1">
        <button
          type="button"
          onClick={() => openThread(id)}
          className="block max-w-full truncate text-left font-medium outline-none! after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
        >
          <span className="font-normal text-ink-3">#{thread.number}</span> {visible(thread.title)}
        </button>
        <span className="block truncate text-sm text-ink-3">
          {whyLine(ranked, now)}
          {standing.reason !== '' && ` · ${visible(standing.reason)}`}
        </span>
        <DecisionMark id={id} />
      </span>
      <StateMark word={standing.word} tone={standing.tone} className="shrink-0 text-sm" />
    </li>
  );
}
