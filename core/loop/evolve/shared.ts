import { isGateEvent, isLessonEvent, isLimitEvent, isOrderEvent, isSeatEvent } from '../event.ts';
import type { FactoryEvent, GateEvent } from '../event.ts';
import { evolveLessons } from '../lessons/lesson-events.ts';
import type { LessonEvent } from '../lessons/lesson-events.ts';
import { evolveLimits } from '../limits/limit.ts';
import type { LimitEvent } from '../limits/limit.ts';
import { evolveSeat } from '../seat/seat-events.ts';
import type { OrderEvent } from '../orders/orders.ts';
import type { SeatEvent } from '../seat/seat-events.ts';
import type { FactoryState } from '../state.ts';
import { evolveGateState } from './gate.ts';

type SharedEvent = GateEvent | LimitEvent | SeatEvent | OrderEvent | LessonEvent;

/** About what is there once. */
export function isSharedEvent(event: FactoryEvent): event is SharedEvent {
  return isGateEvent(event) || isLimitEvent(event) || isSeatEvent(event) || isOrderEvent(event) || isLessonEvent(event);
}

export function evolveShared(state: FactoryState, event: SharedEvent, at: number): void {
  if (isGateEvent(event)) state.gate = evolveGateState(state.gate, event, at);
  else if (isLimitEvent(event)) state.limits = evolveLimits(state.limits, event, at);
  else if (isOrderEvent(event)) state.orders = event.orders;
  else if (isLessonEvent(event)) state.lessons = evolveLessons(state.lessons, event, at);
  else state.seat = evolveSeat(state.seat, event, at);
}
