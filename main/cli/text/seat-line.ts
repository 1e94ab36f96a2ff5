import type { SeatEvent } from '../../../core/loop/seat/seat-events.ts';

/** A fact about the model's seat, for people. */
export function seatLine(event: SeatEvent): string {
  switch (event.type) {
    case 'seat.asked':
      return `model: ${event.harness.id} is asked about ${String(event.about.length)} proposals`;
    case 'seat.answered':
      return `model: answers ${String(event.advice.length)}, ${String(event.refused.length)} refused`;
    default:
      return `model: ${event.outcome}: ${event.reason}`;
  }
}
