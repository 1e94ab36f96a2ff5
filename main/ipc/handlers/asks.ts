import { fail, ok } from '../../../core/result.ts';
import type { AskId } from '../../../core/ids.ts';
import type { FactoryState } from '../../../core/loop/state.ts';
import type { Thread } from '../../../core/model/thread.ts';
import type { HandlersOf } from '../handler.ts';
import type { Services } from '../services.ts';

export function askHandlers({ orchestrator }: Pick<Services, 'orchestrator'>): HandlersOf<'asks'> {
  return {
    'asks.answer': async ({ ask, generation, answer }, { by }) => {
      const thread = threadOfAsk(orchestrator.state, ask);
      if (!thread)
        return fail({ code: 'ask-not-found', message: `There is no ask ${ask}`, next: 'List them: teatree ask list' });
      const answered = await orchestrator.dispatch({
        type: 'ask.answer',
        thread: thread.thread,
        ask,
        generation,
        answer,
        by,
      });
      return answered.ok ? ok({ done: true }) : answered;
    },
  };
}

function threadOfAsk(state: FactoryState, ask: AskId): Thread | undefined {
  return [...state.threads.values()].find((thread) => thread.asks.some((each) => each.id === ask));
}
