import type { SignalId, ThreadId } from '../../ids.ts';
import type { Actor } from '../../model/ask.ts';
import type { KnownSignal, Signal } from '../../model/deciding/signal.ts';
import { assertNever, fail, ok } from '../../result.ts';
import type { Result } from '../../result.ts';
import { joinSignals, sameSignal } from '../../signals/join.ts';
import type { FactoryState } from '../state.ts';
import type { SignalEvent } from './signal-events.ts';

export type SignalCommand =
  /** Comes in any number of times, in any order. */
  | { readonly type: 'signal.receive'; readonly signal: Signal }
  | { readonly type: 'signal.take'; readonly signal: SignalId; readonly into: ThreadId; readonly by: Actor }
  | { readonly type: 'signal.dismiss'; readonly signal: SignalId; readonly reason: string; readonly by: Actor }
  | { readonly type: 'signal.reopen'; readonly signal: SignalId; readonly by: Actor };

export function decideSignal(state: FactoryState, command: SignalCommand): Result<readonly SignalEvent[]> {
  if (command.type === 'signal.receive') return ok(received(state, command.signal));
  const known = state.signals.get(command.signal);
  if (!known)
    return fail({
      code: 'signal-not-found',
      message: `There is no signal ${command.signal}`,
      next: 'List them: teatree signal list',
    });
  const { by } = command;
  switch (command.type) {
    case 'signal.take':
      if (!state.threads.has(command.into))
        return fail({ code: 'thread-not-found', message: `There is no thread ${command.into}` });
      return unlessDecided(state, known, () => [{ type: 'signal.taken', id: known.signal.id, into: command.into, by }]);
    case 'signal.dismiss':
      return unlessDecided(state, known, () => [
        { type: 'signal.dismissed', id: known.signal.id, reason: command.reason, by },
      ]);
    case 'signal.reopen':
      return known.fate ? ok([{ type: 'signal.reopened', id: known.signal.id, by }]) : ok([]);
    default:
      return assertNever(command);
  }
}

/** What is known already is no fact; a dismissed signal with another title, or that is back, waits for a decision again. */
function received(state: FactoryState, signal: Signal): readonly SignalEvent[] {
  const known = state.signals.get(signal.id);
  if (!known) return [{ type: 'signal.received', signal }];
  const joined = joinSignals(known.signal, signal);
  if (sameSignal(known.signal, joined)) return [];
  const news = joined.title !== known.signal.title || (known.signal.over && !joined.over);
  const again = known.fate?.kind === 'dismissed' && news;
  return [
    { type: 'signal.received', signal: joined },
    ...(again ? [{ type: 'signal.reopened', id: signal.id, by: { who: 'factory', via: 'rule' } } as const] : []),
  ];
}

function unlessDecided(
  { threads }: FactoryState,
  { signal, fate }: KnownSignal,
  events: () => readonly SignalEvent[],
): Result<readonly SignalEvent[]> {
  if (!fate) return ok(events());
  const number = fate.kind === 'thread' ? threads.get(fate.thread)?.number : undefined;
  const what = fate.kind === 'dismissed' ? 'was dismissed' : `belongs to thread #${String(number ?? '?')}`;
  return fail({
    code: 'signal-decided',
    message: `“${signal.title}” ${what}`,
    next: `Take that back first: teatree signal reopen ${signal.id}`,
  });
}
