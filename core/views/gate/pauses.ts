import type { ThreadId } from '../../ids.ts';
import type { GateState, Pause, PauseTarget } from '../../model/gate.ts';
import { pausesAt } from '../../model/gate.ts';
import type { Thread } from '../../model/thread.ts';
import { elapsedText } from '../text/elapsed.ts';

/** What is switched off, in words. A thread that is gone keeps its id. */
export function pauseName(target: PauseTarget, threads: ReadonlyMap<ThreadId, Thread>): string {
  switch (target.kind) {
    case 'everything':
      return 'The whole gate';
    case 'thread': {
      const number = threads.get(target.thread)?.number;
      return `The gate of ${number === undefined ? target.thread : `#${String(number)}`}`;
    }
    default:
      return `Rule ${target.rule}`;
  }
}

/** How long it still holds: `for 12 m more`, or until somebody ends it. */
export function pauseLeft({ until }: Pause, now: number): string {
  return until === undefined ? 'until you resume it' : `for ${elapsedText(until - now)} more`;
}

/** Whether what this thread does is not held back now: its own gate is paused, or the whole gate is. */
export function isUnguarded(gate: GateState, thread: ThreadId, now: number): boolean {
  return pausesAt(gate, now).some(
    ({ target }) => target.kind === 'everything' || (target.kind === 'thread' && target.thread === thread),
  );
}
