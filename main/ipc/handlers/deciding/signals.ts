import { ok } from '../../../../core/result.ts';
import { importReport } from '../../../intake/signals/ci/import-report.ts';
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
    'signals.import': async ({ path, repo }) => {
      const { state, dispatch } = orchestrator;
      const read = await importReport({
        path,
        repo,
        repos: [...state.repos.values()],
        signals: state.signals.values(),
      });
      if (!read.ok) return read;
      const received = await Promise.all(read.value.map((signal) => dispatch({ type: 'signal.receive', signal })));
      const refused = received.find((result) => !result.ok);
      const passing = read.value.filter(({ over }) => over).length;
      return refused ?? ok({ failing: read.value.length - passing, passing });
    },
    'signals.reopen': async ({ signal }, { by }) => {
      const reopened = await orchestrator.dispatch({ type: 'signal.reopen', signal, by });
      return reopened.ok ? ok({ done: true }) : reopened;
    },
  };
}
