import { boardPrint } from '../../../../core/decisions/board-print.ts';
import { answeredWith } from '../../../../core/decisions/make.ts';
import { asAdvice, judgeModel } from '../../../../core/decisions/seat/model-answer.ts';
import type { Advised } from '../../../../core/contract/decision-methods.ts';
import type { DecisionId, RunId } from '../../../../core/ids.ts';
import type { Actor } from '../../../../core/model/ask.ts';
import type { Authorities } from '../../../../core/model/deciding/decision.ts';
import { fail, ok } from '../../../../core/result.ts';
import type { Result } from '../../../../core/result.ts';
import type { Orchestrator } from '../../orchestrator-port.ts';

export type AnswerDesk = {
  readonly orchestrator: Pick<Orchestrator, 'state' | 'dispatch'>;
  readonly now: () => number;
  readonly authorities: () => Authorities;
  readonly newDecisionId: () => DecisionId;
};

type Given = { readonly answer: string; readonly run?: RunId | undefined; readonly by: Actor };

/** Nobody changes a board this often while one answer is judged. */
const mostTries = 5;

/**
 * Takes up what a model answered to the board: it is recorded word for word with what was made of it, then what a model
 * may decide alone is decided. The first decision changes the board; the others were made on the same one.
 */
export async function takeAnswer(desk: AnswerDesk, given: Given): Promise<Result<Advised>> {
  const { state } = desk.orchestrator;
  for (let tries = 1; ; tries += 1) {
    const now = desk.now();
    const judged = judgeModel(state, given.answer, { now, authorities: desk.authorities() });
    const advice = judged.accepted.map(asAdvice);
    const recorded = await desk.orchestrator.dispatch({
      type: 'seat.record',
      event: {
        ...{ type: 'seat.answered', answer: given.answer, board: boardPrint(state), now, advice, by: given.by },
        refused: [...judged.refused],
        ...(given.run !== undefined && { run: given.run }),
      },
    });
    if (recorded.ok) return ok(await decideAlone(desk, { ...judged, now, by: given.by }));
    if (recorded.error.code !== 'board-changed' || tries === mostTries) return fail(recorded.error);
  }
}

type ToMake = ReturnType<typeof judgeModel> & { readonly now: number; readonly by: Actor };

async function decideAlone(desk: AnswerDesk, { accepted, refused, now, by: actor }: ToMake): Promise<Advised> {
  const made: Advised['made'][number][] = [];
  const late: Advised['refused'][number][] = [];
  for (const { proposal, choice, reason } of accepted.filter(({ alone }) => alone)) {
    const id = desk.newDecisionId();
    const decision = answeredWith(proposal, { id, applied: choice, by: 'model', actor, now, reason });
    const done = await desk.orchestrator.dispatch({ type: 'decision.make', decision: { ...decision, model: choice } });
    if (done.ok) made.push({ key: proposal.key, decision: id });
    else late.push({ key: proposal.key, why: done.error.message });
  }
  const advice = accepted
    .filter(({ alone }) => !alone)
    .map(({ proposal, choice, reason }) => ({ key: proposal.key, choice, reason }));
  return { made, advice, refused: [...refused, ...late] };
}
