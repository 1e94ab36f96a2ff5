import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { choiceWords } from '../../core/decisions/words.ts';
import { adviceOn } from '../../core/model/deciding/seat.ts';
import type { PastSitting } from '../../core/model/deciding/seat.ts';
import { usageText } from '../../core/views/text/usage.ts';
import { visible } from '../../core/views/text/visible.ts';
import { useHarness } from '../mirror/harnesses.ts';
import { useMirror } from '../mirror/mirror.ts';
import { RunTranscript } from '../thread/conversation/run-transcript.tsx';
import { Button } from '../ui/button.tsx';
import { Elapsed } from '../ui/elapsed.tsx';
import { request } from '../window/request.ts';

/** Has the model say what it would decide, and shows how that went; nothing where no model has the seat. */
export function ModelSeat() {
  const [busy, setBusy] = useState(false);
  const [open, setOpen] = useState(false);
  const seat = useMirror((mirror) => mirror.settings.seat);
  const { sitting, last } = useMirror((mirror) => mirror.factory.seat);
  const title = useHarness(seat === 'off' ? '' : seat.harness)?.title;
  if (seat === 'off') return null;
  const run = (sitting ?? last)?.run;
  const ask = async () => {
    setBusy(true);
    await request('decisions.ask', {});
    setBusy(false);
  };
  return (
    <section aria-label="The model’s seat" className="flex flex-col gap-2 rounded-card border px-4 py-2.5 text-sm">
      <header className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <Status title={visible(title ?? seat.harness)} />
        {run !== undefined && (
          <button
            type="button"
            aria-expanded={open}
            onClick={() => setOpen(!open)}
            className="flex items-center gap-1 text-ink-3 hover:text-ink"
          >
            <ChevronRight className={`size-3 transition-transform ${open ? 'rotate-90' : ''}`} aria-hidden />
            What was said
          </button>
        )}
        <Button small disabled={busy || sitting !== undefined} onClick={() => void ask()}>
          Ask the model
        </Button>
      </header>
      {open && run !== undefined && <RunTranscript key={run} run={run} label="What was said in the seat" />}
    </section>
  );
}

/** Who has the seat, and how it went the last time. */
function Status({ title }: { readonly title: string }) {
  const { sitting, last, refused } = useMirror((mirror) => mirror.factory.seat);
  return (
    <p className="untrusted min-w-60 flex-1 wrap-anywhere text-ink-2" role="status">
      {sitting ? `${title} is being asked…` : `${title} has the seat. `}
      {!sitting && last && <LastTime last={last} />}
      {!sitting && refused.length > 0 && ` · refused: ${visible(refused.map(({ why }) => why).join('; '))}`}
    </p>
  );
}

function LastTime({ last: { at, outcome, reason, usage, denied, contained } }: { readonly last: PastSitting }) {
  return (
    <span className={outcome === 'succeeded' ? 'text-ink-3' : 'text-failed'}>
      Last asked <Elapsed since={at} suffix=" ago" />
      {usage && `, ${usageText(usage)}`}: {visible(reason)}
      {denied > 0 && ` · ${String(denied)} other calls denied`}
      {contained?.kind === 'not-contained' && ` · not contained: ${visible(contained.reason)}`}
    </span>
  );
}

/** What the model said to one proposal, with what it rests on. */
export function Advice({ on: key }: { readonly on: string }) {
  const advice = useMirror((mirror) => adviceOn(mirror.factory.seat, key));
  const words = useMirror((mirror) => advice && choiceWords(mirror.factory, advice.choice));
  if (!advice || words === undefined) return null;
  return (
    <p className="untrusted rounded-card border border-dashed px-3 py-2 text-sm text-pretty text-ink-2">
      <span className="text-ink-3">The model says: </span>
      {visible(`${words}. ${advice.reason} (“${advice.quote}”)`)}
    </p>
  );
}
