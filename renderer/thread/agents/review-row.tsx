import { ChevronRight, Square } from 'lucide-react';
import { useState } from 'react';
import type { Apart, Review } from '../../../core/model/review/review.ts';
import { isOver } from '../../../core/model/review/review.ts';
import type { Run } from '../../../core/model/run.ts';
import type { Thread } from '../../../core/model/thread.ts';
import { apartWords } from '../../../core/review/reviewer.ts';
import { reviewWords } from '../../../core/review/words.ts';
import { visible } from '../../../core/views/text/visible.ts';
import { useHarness } from '../../mirror/harnesses.ts';
import { Button } from '../../ui/button.tsx';
import { Elapsed } from '../../ui/elapsed.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { tell } from '../../window/request.ts';
import { openThread } from '../../window/window-state.ts';
import { RunTranscript } from '../conversation/run-transcript.tsx';

type ReviewRowProps = { readonly thread: Thread; readonly review: Review; readonly run: Run | undefined };

/** What stands against the word of a maker. */
const doubts: Readonly<Partial<Record<Apart, string>>> = {
  session: ', the maker, in a session of its own',
  unknown: ', the maker; whether with another model is not known',
};

/** A review in one card; what its agent said and did opens below. */
export function ReviewRow({ thread, review, run }: ReviewRowProps) {
  const [open, setOpen] = useState(false);
  const { word, tone, detail } = reviewWords(review);
  const title = useHarness(review.harness.id)?.title ?? review.harness.id;
  return (
    <section aria-label="Review" className="my-2 flex flex-col gap-2 rounded-card border bg-card p-3 text-sm">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <StateMark word={word} tone={tone} />
        <span className="min-w-0 flex-1 truncate text-ink-2" title={apartWords(review.apart, title)}>
          Review by {visible(title)}
          {doubts[review.apart]}
        </span>
        {!isOver(review) && !review.cancelled && (
          <Button
            small
            look="quiet"
            onClick={() => tell('threads.cancelReview', { thread: thread.thread, review: review.id })}
          >
            <Square className="size-2.5" aria-hidden /> Stop
          </Button>
        )}
        {(review.report?.findings ?? 0) > 0 && (
          <Button small onClick={() => openThread(thread.thread, 'changes')}>
            Show the comments
          </Button>
        )}
        <span className="text-ink-3">
          <Elapsed since={review.requestedAt} suffix=" ago" />
        </span>
      </header>
      {detail !== '' && <p className="untrusted text-ink-2">{visible(detail)}</p>}
      {review.report?.problems.map((problem) => (
        <p key={problem} className="untrusted text-ink-3">
          {visible(problem)}
        </p>
      ))}
      {run && (
        <button
          type="button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          className="flex items-center gap-1 self-start text-ink-3 hover:text-ink"
        >
          <ChevronRight className={`size-3 transition-transform ${open ? 'rotate-90' : ''}`} aria-hidden />
          What it looked at
        </button>
      )}
      {open && run && <RunTranscript run={run.id} label="Transcript of the review" />}
    </section>
  );
}
