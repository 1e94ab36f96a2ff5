import { useState } from 'react';
import { choiceWords } from '../../core/decisions/words.ts';
import { adviceOn } from '../../core/model/deciding/seat.ts';
import { visible } from '../../core/views/text/visible.ts';
import { useMirror } from '../mirror/mirror.ts';
import { Button } from '../ui/button.tsx';
import { request } from '../window/request.ts';

/** Has the model say what it would decide; nothing where no model has the seat. */
export function AskTheModel() {
  const [busy, setBusy] = useState(false);
  const on = useMirror((mirror) => mirror.settings.seat !== 'off');
  const { sitting, last } = useMirror((mirror) => mirror.factory.seat);
  if (!on) return null;
  const ask = async () => {
    setBusy(true);
    await request('decisions.ask', {});
    setBusy(false);
  };
  return (
    <span className="flex min-w-0 items-center gap-2 text-sm text-ink-3">
      <span className="untrusted min-w-0 truncate" role="status">
        {sitting ? `${sitting.harness.id} is being asked…` : last && visible(`Last time: ${last.reason}`)}
      </span>
      <Button look="quiet" disabled={busy || sitting !== undefined} onClick={() => void ask()}>
        Ask the model
      </Button>
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
