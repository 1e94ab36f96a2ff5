import { Pause, Play } from 'lucide-react';
import type { Thread } from '../../../core/model/thread.ts';
import { samePauseTarget } from '../../../core/model/gate.ts';
import type { PauseTarget } from '../../../core/model/gate.ts';
import { pauseLeft } from '../../../core/views/gate/pauses.ts';
import { Button } from '../../ui/button.tsx';
import { useClockText } from '../../window/clock.ts';
import { tell } from '../../window/request.ts';
import { openDialog } from '../../window/window-state.ts';
import { usePauses } from './use-pauses.ts';

/** The person's switch for the gate of one thread. */
export function ThreadSwitch({ thread }: { readonly thread: Thread }) {
  const target: PauseTarget = { kind: 'thread', thread: thread.thread };
  const pause = usePauses().find((each) => samePauseTarget(each.target, target));
  const left = useClockText((now) => (pause ? pauseLeft(pause, now) : ''));
  if (pause)
    return (
      <span className="flex flex-wrap items-center gap-2">
        <span className="text-needs-you">paused {left}</span>
        <Button small className="self-start" onClick={() => tell('gate.resume', { target })}>
          <Play className="size-3" aria-hidden /> Resume its gate
        </Button>
      </span>
    );
  return (
    <Button small onClick={() => openDialog({ kind: 'pause-gate', target })}>
      <Pause className="size-3" aria-hidden /> Pause its gate…
    </Button>
  );
}
