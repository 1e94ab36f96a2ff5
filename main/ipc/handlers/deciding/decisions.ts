import { DecisionId } from '../../../../core/ids.ts';
import { ok } from '../../../../core/result.ts';
import type { HandlersOf } from '../../handler.ts';
import type { Services } from '../../services.ts';
import { answerProposal } from './answer.ts';

export function decisionHandlers(services: Services): HandlersOf<'decisions'> {
  return {
    'decisions.answer': (input, { by }) => answerProposal(services, input, by),
    'decisions.undo': async ({ decision }, { by }) => {
      const undone = await services.orchestrator.dispatch({
        ...{ type: 'decision.undo', decision: DecisionId.parse(decision), by },
      });
      return undone.ok ? ok({ done: true }) : undone;
    },
  };
}
