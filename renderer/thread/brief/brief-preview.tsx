import { ChevronRight } from 'lucide-react';
import { useEffect, useId, useState } from 'react';
import type { Input } from '../../../core/contract.ts';
import { Problem } from '../../ui/field.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { useSteadyAnswer } from '../../window/use-answer.ts';
import { BriefFacts, BriefText } from './brief-text.tsx';

/** Half a sentence is no goal. */
const settledAfterMs = 400;

type Wish = Input<'threads.previewBrief'>;
type BriefPreviewProps = {
  /** What would be created; of several the first is shown. */
  readonly wishes: readonly Wish[];
  readonly ready: boolean;
};

/** What the agent will be told, for whoever wants to read it before anything begins. */
export function BriefPreview({ wishes: [wish, ...others], ready }: BriefPreviewProps) {
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <section aria-label="Brief" className="flex flex-col gap-2">
      <button
        type="button"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
        className="flex items-center gap-1.5 self-start rounded-control text-sm font-medium text-ink-2 hover:text-ink"
      >
        <ChevronRight
          aria-hidden
          className={`size-3.5 text-ink-3 transition-transform duration-150 ${open ? 'rotate-90' : ''}`}
        />
        Brief: what the agent will be told
      </button>
      <div id={id} hidden={!open} className="flex flex-col gap-3">
        {open && others.length > 0 && (
          <p className="text-sm text-ink-3">
            Of the first of {others.length + 1}; the others differ in goal and repos.
          </p>
        )}
        {open && !(wish && ready) && <p className="text-sm text-ink-3">It is written once goal and repos are there.</p>}
        {open && wish && ready && <Preview wish={wish} />}
      </div>
    </section>
  );
}

function Preview({ wish }: { readonly wish: Wish }) {
  const version = useSettled(JSON.stringify(wish));
  const answer = useSteadyAnswer('threads.previewBrief', JSON.parse(version) as Wish, { of: '', version });
  if (!answer) return <Waiting text="Writing the brief" />;
  if (!answer.ok) return <Problem {...answer.error} />;
  return (
    <>
      <BriefFacts brief={answer.value} reader={wish.harness ?? ''} />
      <BriefText text={answer.value.text} low />
    </>
  );
}

/** The value once it has not changed for a moment. */
function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), settledAfterMs);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
