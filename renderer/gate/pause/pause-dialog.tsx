import { useState } from 'react';
import type { PauseTarget } from '../../../core/model/gate.ts';
import { pauseName } from '../../../core/views/gate/pauses.ts';
import { useMirror } from '../../mirror/mirror.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { request } from '../../window/request.ts';
import { closeDialog } from '../../window/window-state.ts';

const spans = [
  { title: 'For 15 minutes', minutes: 15 },
  { title: 'For an hour', minutes: 60 },
  { title: 'For 8 hours', minutes: 480 },
  { title: 'Until I resume it', minutes: undefined },
] as const;

/** The shortest span is the one that is proposed. */
export function PauseDialog({ target }: { readonly target: PauseTarget }) {
  const name = useMirror((mirror) => pauseName(target, mirror.factory.threads));
  const [minutes, setMinutes] = useState<number | undefined>(spans[0].minutes);
  const pause = async () => {
    const paused = await request('gate.pause', { target, ...(minutes !== undefined && { minutes }) });
    if (paused.ok) closeDialog();
  };
  return (
    <Dialog
      title={`Pause ${name.charAt(0).toLowerCase()}${name.slice(1)}?`}
      description={meaning[target.kind]}
      footer={
        <>
          <Button look="quiet" onClick={closeDialog}>
            Cancel
          </Button>
          <Button look="danger" type="submit" form="pause-gate">
            Pause <Kbd chord="Enter" />
          </Button>
        </>
      }
    >
      <form
        id="pause-gate"
        onSubmit={(event) => {
          event.preventDefault();
          void pause();
        }}
      >
        <fieldset className="flex flex-col gap-1">
          <legend className="pb-1.5 text-sm font-medium text-ink-2">How long</legend>
          {spans.map((span) => (
            <label key={span.title} className="flex h-8 items-center gap-2.5 rounded-control px-2 hover:bg-hover">
              <input
                type="radio"
                name="span"
                autoFocus={span.minutes === spans[0].minutes}
                checked={minutes === span.minutes}
                onChange={() => setMinutes(span.minutes)}
                className="accent-accent"
              />
              {span.title}
            </label>
          ))}
        </fieldset>
      </form>
    </Dialog>
  );
}

const meaning: Readonly<Record<PauseTarget['kind'], string>> = {
  everything: 'Every agent may do anything, in every thread. What the gate would have said is still recorded.',
  thread: 'This thread may do anything. What the gate would have said is still recorded.',
  rule: 'What this rule would have held back goes on, in every thread. It is still recorded.',
};
