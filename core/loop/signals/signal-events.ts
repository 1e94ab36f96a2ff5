import { z } from 'zod';
import { SignalId, ThreadId } from '../../ids.ts';
import { Actor } from '../../model/ask.ts';
import { Signal } from '../../model/deciding/signal.ts';
import type { KnownSignal } from '../../model/deciding/signal.ts';
import { signalDecisionEvents, withDecision } from '../decisions/decision-events.ts';
import { assertNever } from '../../result.ts';

/** What was noticed, and what became of it. `signal.received` carries what all its editions add up to. */
export const signalEvents = [
  z.object({ type: z.literal('signal.received'), signal: Signal }),
  /** `into`: the thread that it began, or that works on it already. */
  z.object({ type: z.literal('signal.taken'), id: SignalId, into: ThreadId, by: Actor }),
  z.object({ type: z.literal('signal.dismissed'), id: SignalId, reason: z.string(), by: Actor }),
  /** What became of it was taken back. */
  z.object({ type: z.literal('signal.reopened'), id: SignalId, by: Actor }),
  ...signalDecisionEvents,
] as const;

export type SignalEvent = z.infer<(typeof signalEvents)[number]>;

export function signalIdOf(event: SignalEvent): SignalId {
  return event.type === 'signal.received' ? event.signal.id : event.id;
}

/** Undefined for a fact about a signal nobody has heard of. */
export function evolveSignal(known: KnownSignal | undefined, event: SignalEvent, at: number): KnownSignal | undefined {
  if (event.type === 'signal.received') {
    const { signal } = event;
    return known ? { ...known, signal } : { signal, receivedAt: at, fate: undefined };
  }
  if (!known) return undefined;
  switch (event.type) {
    case 'signal.taken':
      return { ...known, fate: { kind: 'thread', thread: event.into, at, by: event.by } };
    case 'signal.dismissed':
      return { ...known, fate: { kind: 'dismissed', reason: event.reason, at, by: event.by } };
    case 'signal.reopened':
      return { ...known, fate: undefined };
    case 'signal.decided':
    case 'signal.decision-undone':
      return { ...known, decisions: withDecision(known.decisions, event, at) };
    default:
      return assertNever(event);
  }
}
