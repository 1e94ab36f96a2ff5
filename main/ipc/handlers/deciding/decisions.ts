import { boardText } from '../../../../core/decisions/seat/board-text.ts';
import { DecisionId } from '../../../../core/ids.ts';
import { ok } from '../../../../core/result.ts';
import { takeAnswer } from '../../../orchestrator/deciding/seat/take-answer.ts';
import type { AnswerDesk } from '../../../orchestrator/deciding/seat/take-answer.ts';
import type { HandlersOf } from '../../handler.ts';
import type { Services } from '../../services.ts';
import { answerProposal } from './answer.ts';

export function decisionHandlers(services: Services): HandlersOf<'decisions'> {
  return {
    'decisions.answer': (input, { by }) => answerProposal(services, input, by),
    'decisions.board': () => ok({ text: boardText(services.orchestrator.state, services.now()) }),
    'decisions.advise': ({ answer }, { by }) => takeAnswer(answerDesk(services), { answer, by }),
    'decisions.ask': (_, { by }) => services.seat.ask(by),
    'decisions.undo': async ({ decision }, { by }) => {
      const undone = await services.orchestrator.dispatch({
        ...{ type: 'decision.undo', decision: DecisionId.parse(decision), by },
      });
      return undone.ok ? ok({ done: true }) : undone;
    },
  };
}

function answerDesk({ orchestrator, now, newId, store }: Services): AnswerDesk {
  return {
    ...{ orchestrator, now },
    authorities: () => store.settings.read().authority,
    newDecisionId: () => DecisionId.parse(newId('dec')),
  };
}
