import { boardPrint } from '../../decisions/board-print.ts';
import { fail, ok } from '../../result.ts';
import type { Result } from '../../result.ts';
import type { FactoryState } from '../state.ts';
import type { SeatEvent } from './seat-events.ts';

export type SeatCommand = { readonly type: 'seat.record'; readonly event: SeatEvent };

/** One sitting at a time; what it says counts while it lasts, and to the board that it was judged by. */
export function decideSeat(state: FactoryState, { event }: SeatCommand): Result<readonly SeatEvent[]> {
  const { sitting } = state.seat;
  if (event.type === 'seat.asked')
    return sitting
      ? fail({ code: 'seat-taken', message: 'A model is being asked already', next: 'Wait until it has answered' })
      : ok([event]);
  if (event.run !== undefined && event.run !== sitting?.run)
    return fail({ code: 'seat-over', message: 'This sitting is over' });
  if (event.type === 'seat.answered' && event.board !== boardPrint(state))
    return fail({ code: 'board-changed', message: 'The board has changed meanwhile', next: 'Judge the answer again' });
  return ok([event]);
}
