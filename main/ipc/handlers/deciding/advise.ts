import type { Advised } from '../../../../core/contract/decision-methods.ts';
import { answeredWith } from '../../../../core/decisions/make.ts';
import { judgeModel } from '../../../../core/decisions/seat/model-answer.ts';
import { DecisionId } from '../../../../core/ids.ts';
import type { Actor } from '../../../../core/model/ask.ts';
import type { Services } from '../../services.ts';

/** Takes up what a model answered to the board. The first decision changes the board; the others were made on the same one. */
export async function advise(services: Services, answer: string, actor: Actor): Promise<Advised> {
  const { state, dispatch } = services.orchestrator;
  const now = services.now();
  const { authority } = services.store.settings.read();
  const { accepted, refused } = judgeModel(state, answer, { now, authorities: authority });
  const made: Advised['made'][number][] = [];
  const late: Advised['refused'][number][] = [];
  for (const { proposal, choice, reason } of accepted.filter(({ alone }) => alone)) {
    const id = DecisionId.parse(services.newId('dec'));
    const decision = answeredWith(proposal, { id, applied: choice, by: 'model', actor, now, reason });
    const done = await dispatch({ type: 'decision.make', decision: { ...decision, model: choice } });
    if (done.ok) made.push({ key: proposal.key, decision: id });
    else late.push({ key: proposal.key, why: done.error.message });
  }
  const advice = accepted
    .filter(({ alone }) => !alone)
    .map(({ proposal, choice, reason }) => ({ key: proposal.key, choice, reason }));
  return { made, advice, refused: [...refused, ...late] };
}
