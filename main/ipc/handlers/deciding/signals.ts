import { ok } from '../../../../core/result.ts';
import { newSignal } from '../../../intake/signals/new-signal.ts';
import type { HandlersOf } from '../../handler.ts';
import type { Services } from '../../services.ts';

export function signalHandlers({ orchestrator, now, newId }: Services): HandlersOf<'signals'> {
  return {
    'signals.add': async ({ outside, externalId, ...given }, { by }) => {
      const at = now();
      const signal = newSignal({
        ...given,
        ...{ at, revision: at, actor: by.who, trust: outside ? 'outside' : 'person' },
        externalId: externalId ?? newId('own'),
      });
      if (!signal.ok) return signal;
      const received = await orchestrator.dispatch({ type: 'signal.receive', signal: signal.value });
      return received.ok ? ok({ signal: signal.value.id }) : received;
    },
    'signals.reopen': async ({ signal }, { by }) => {
      const reopened = await orchestrator.dispatch({ type: 'signal.reopen', signal, by });
      return reopened.ok ? ok({ done: true }) : reopened;
    },
  };
}
