import { useState } from 'react';
import { agreementWords } from '../../core/decisions/replay.ts';
import { authorWords, choiceWords } from '../../core/decisions/words.ts';
import type { TakenDecision } from '../../core/model/deciding/decision.ts';
import { visible } from '../../core/views/text/visible.ts';
import { useMirror } from '../mirror/mirror.ts';
import { Button } from '../ui/button.tsx';
import { Elapsed } from '../ui/elapsed.tsx';
import { tell } from '../window/request.ts';
import { useDecided } from './use-decisions.ts';

const shownAtOnce = 10;

/** What was decided, newest first, by whom and why, with the way back. */
export function Decided() {
  const decided = useDecided();
  const [whole, setWhole] = useState(false);
  const share = useMirror((mirror) => agreementWords(mirror.factory));
  const shown = whole ? decided : decided.slice(0, shownAtOnce);
  return (
    <section aria-label="Decided" className="flex flex-col gap-2">
      <header className="flex items-baseline justify-between gap-3">
        <h2 className="text-sm font-medium text-ink-3">Decided</h2>
        {share !== '' && <span className="text-sm text-ink-3">{share}</span>}
      </header>
      {decided.length === 0 && <p className="text-ink-2">Nothing has been decided yet.</p>}
      {decided.length > 0 && (
        <ul className="flex flex-col overflow-hidden rounded-card border bg-card">
          {shown.map((decision) => (
            <Row key={decision.id} decision={decision} />
          ))}
        </ul>
      )}
      {shown.length < decided.length && (
        <Button look="quiet" onClick={() => setWhole(true)} className="self-start">
          Show {decided.length - shown.length} more
        </Button>
      )}
    </section>
  );
}

function Row({ decision }: { readonly decision: TakenDecision }) {
  const { id, at, applied, reason, undone } = decision;
  const what = useMirror((mirror) => choiceWords(mirror.factory, applied));
  return (
    <li className="flex flex-wrap items-baseline gap-x-4 gap-y-1 border-b px-4 py-2.5 last:border-b-0">
      <div className="min-w-60 flex-1">
        <p className={`untrusted first-letter:uppercase ${undone ? 'text-ink-3 line-through' : ''}`}>{visible(what)}</p>
        <p className="untrusted text-sm text-ink-3">
          by {authorWords(decision)}, <Elapsed since={at} suffix=" ago" />: {visible(reason)}
        </p>
      </div>
      {undone ? (
        <span className="text-sm text-ink-3">undone</span>
      ) : (
        <Button small look="quiet" onClick={() => tell('decisions.undo', { decision: id })}>
          Undo
        </Button>
      )}
    </li>
  );
}
