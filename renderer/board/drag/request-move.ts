import { toast } from 'sonner';
import type { ThreadId } from '../../../core/ids.ts';
import { headsOf } from '../../../core/model/change-set.ts';
import type { Thread } from '../../../core/model/thread.ts';
import type { Move } from '../../../core/views/moves/move.ts';
import { counted } from '../../../core/views/text/counted.ts';
import { visible } from '../../../core/views/text/visible.ts';
import { request, tell } from '../../window/request.ts';
import { openDialog } from '../../window/window-state.ts';
import { placingOf } from './place.ts';
import type { Beside, Placing } from './place.ts';

/** Asks for what a move means; a refusal says why the card stays. */
export function requestMove({ thread, number, changes }: Thread, move: Move): void {
  switch (move.kind) {
    case 'refused':
      toast(`#${String(number)} stays where it is`, { description: visible(move.text) });
      return;
    case 'start':
      void startNext(thread, number);
      return;
    case 'resume':
      return tell('threads.resume', { thread });
    case 'park':
      return tell('threads.halt', { thread, halt: 'paused' });
    case 'approve':
      return tell('threads.approve', { thread, heads: [...headsOf(changes)] });
    case 'land':
      return openDialog({ kind: 'land', thread });
    case 'hand-back':
      return openDialog({ kind: 'take-over', thread });
    default:
      return openDialog({ kind: 'drop', thread });
  }
}

async function startNext(thread: ThreadId, number: number): Promise<void> {
  const pinned = await request('threads.triage', { thread, pinned: true });
  if (pinned.ok) toast(`#${String(number)} is next`, { description: 'It starts as soon as there is a place for it' });
}

/** Puts a queued card beside another one. */
export async function requestPlace(id: ThreadId, beside: Beside): Promise<void> {
  const placing = placingOf(id, beside);
  if (!placing) return;
  if (!placing.ok) {
    const { message, next } = placing.error;
    toast('It stays where it is', { description: [message, next].filter(Boolean).join('. ') });
    return;
  }
  const recorded = await Promise.all(placing.value.pins.map((pin) => request('threads.triage', pin)));
  if (recorded.every(({ ok }) => ok)) sayPlace(placing.value);
}

function sayPlace({ place, pins, before }: Placing): void {
  const undo = () => {
    for (const { thread } of pins) tell('threads.triage', { thread, pinned: before.get(thread) ?? false });
  };
  toast(`Pinned at place ${String(place)}`, {
    ...(pins.length > 1 && { description: `And ${counted(pins.length - 1, 'thread')} before it, to keep it there` }),
    action: { label: 'Undo', onClick: undo },
  });
}
