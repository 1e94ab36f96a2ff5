import { z } from 'zod';
import { DecisionId, SignalId, ThreadId } from '../../ids.ts';
import { Actor } from '../../model/ask.ts';
import { Decision } from '../../model/deciding/decision.ts';
import type { TakenDecision } from '../../model/deciding/decision.ts';

const decision = Decision;
const undone = { decision: DecisionId, by: Actor };

/** A decision stands before the facts that follow from it, so the state before it is the one it was made on. */
export const threadDecisionEvents = [
  z.object({ type: z.literal('thread.decided'), thread: ThreadId, decision }),
  z.object({ type: z.literal('thread.decision-undone'), thread: ThreadId, ...undone }),
] as const;

export const signalDecisionEvents = [
  z.object({ type: z.literal('signal.decided'), id: SignalId, decision }),
  z.object({ type: z.literal('signal.decision-undone'), id: SignalId, ...undone }),
] as const;

export type DecisionEvent =
  z.infer<(typeof threadDecisionEvents)[number]> | z.infer<(typeof signalDecisionEvents)[number]>;

export function withDecision(
  taken: readonly TakenDecision[] | undefined,
  event: DecisionEvent,
  at: number,
): readonly TakenDecision[] {
  const before = taken ?? [];
  if ('by' in event)
    return before.map((each) => (each.id === event.decision ? { ...each, undone: { at, by: event.by } } : each));
  return [...before, { ...event.decision, at, undone: undefined }];
}
