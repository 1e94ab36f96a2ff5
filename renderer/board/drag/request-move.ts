import { toast } from 'sonner';
import type { ThreadId } from '../../../core/ids.ts';
import { turnsOf } from '../../../core/loop/plan/turns.ts';
import { headsOf } from '../../../core/model/change-set.ts';
import type { Thread } from '../../../core/model/thread.ts';
import type { Move } from '../../../core/views/moves/move.ts';
import { pinsFor } from '../../../core/views/moves/pins.ts';
import type { Pin, Queued } from '../../../core/views/moves/pins.ts';
import { counted } from '../../../core/views/text/counted.ts';
import { visible } from '../../../core/views/text/visible.ts';
import { useMirror } from '../../mirror/mirror.ts';
import { boardIn } from '../../mirror/selectors.ts';
import { request, tell } from '../../window/request.ts';
import { openDialog } from '../../window/window-state.ts';
import type { Beside } from './drag-state.ts';

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
export async function requestPlace(id: ThreadId, { card, side }: Beside): Promise<void> {
  const queue = queueNow();
  const moved = queue.find((each) => each.id === id);
  const others = queue.filter((each) => each.id !== id);
  const at = others.findIndex((each) => each.id === card);
  if (!moved || at === -1) return;
  const to = side === 'before' ? at : at + 1;
  if (to === queue.indexOf(moved)) return;
  const pins = pinsFor(others, moved, to);
  if (!pins.ok) {
    toast('It stays where it is', { description: [pins.error.message, pins.error.next].filter(Boolean).join('. ') });
    return;
  }
  const before = new Map(queue.map((each) => [each.id, each.pinned]));
  const moves = pins.value.filter(({ thread, pinned }) => before.get(thread) !== pinned);
  const recorded = await Promise.all(moves.map((pin) => request('threads.triage', pin)));
  if (recorded.every(({ ok }) => ok)) sayPlace(to + 1, moves, before);
}

function sayPlace(place: number, moves: readonly Pin[], before: ReadonlyMap<ThreadId, number | undefined>): void {
  const undo = () => {
    for (const { thread } of moves) tell('threads.triage', { thread, pinned: before.get(thread) ?? false });
  };
  toast(`Pinned at place ${String(place)}`, {
    ...(moves.length > 1 && { description: `And ${counted(moves.length - 1, 'thread')} before it, to keep it there` }),
    action: { label: 'Undo', onClick: undo },
  });
}

/** The whole queue in its order, also what a filter hides. */
function queueNow(): readonly Queued[] {
  const mirror = useMirror.getState();
  const turns = turnsOf(mirror.factory);
  return boardIn(mirror).columns.queued.map(({ id }) => {
    const item = turns.of(id)?.ranked.item;
    return { id, pinned: item?.pinned, blocked: item?.blocked ?? false };
  });
}
