import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { Said } from '../../../core/evals/judge/judge.ts';
import { RunId } from '../../../core/ids.ts';
import type { AskedJudge, TrialLab } from '../../evals/trial/trial-factory.ts';
import { findHarness } from '../../harness/registry.ts';
import type { Harness } from '../../harness/harness.ts';
import type { SeatTool } from '../../orchestrator/deciding/seat/protocol.ts';
import { takeTurn } from '../../orchestrator/deciding/seat/turn.ts';
import type { TurnParts } from '../../orchestrator/deciding/seat/turn.ts';

export type JudgeParts = Omit<TurnParts, 'ended' | 'clones'> & {
  readonly harnesses: readonly Harness[];
  /** Who judges where the scenario names nobody; undefined: the agent that is tried. */
  readonly chosen: string | undefined;
};

/** Gives a model one turn to judge, held back like the model that has the seat of the board: its only tool is the answer. */
export function judgeSeat({ harnesses, chosen, ...parts }: JudgeParts): TrialLab['judge'] {
  return async ({ order, harness: wanted, model, tried, signal }: AskedJudge) => {
    const id = wanted ?? chosen ?? tried;
    const by = { harness: id, ...(model !== undefined && { model }) };
    const harness = findHarness(harnesses, id);
    const unfit = harness ? harness.traits?.seatGap : 'there is no such agent here';
    if (!harness || unfit !== undefined) return { ...silent(`${id} cannot judge: ${unfit ?? ''}`), ...by };
    const desk = openJudgeDesk();
    const { reason, usage } = await takeTurn(
      { ...parts, ended: signal, clones: [] },
      {
        run: RunId.parse(`run_judge${randomBytes(6).toString('hex')}`),
        ...{ harness, choice: { id, config: { ...(model !== undefined && { model }) } } },
        ...{ text: order, tools: [desk.tool], say: nothing, saw: nothing },
      },
    );
    const said = desk.said() ?? silent(`${id} gave no verdict: ${reason}`);
    return { ...said, ...by, ...(usage?.costUsd !== undefined && { usd: usage.costUsd }) };
  };
}

/** Takes one verdict; what is none is handed back. */
function openJudgeDesk(): { readonly tool: SeatTool; said(): Said | undefined } {
  let said: Said | undefined;
  const tool: SeatTool = {
    ...{ name: 'judge', about: 'Hand in your verdict, once.', input: z.toJSONSchema(Said, { target: 'draft-7' }) },
    reads: false,
    run(input) {
      if (said)
        return Promise.resolve({ text: 'Your verdict has been taken up already. End your turn.', refused: true });
      const given = Said.safeParse(input);
      if (!given.success) return Promise.resolve({ text: z.prettifyError(given.error), refused: true });
      said = given.data;
      return Promise.resolve({ text: 'Taken up. End your turn.' });
    },
  };
  return { tool, said: () => said };
}

function silent(reason: string): Said {
  return { verdict: 'unknown', quote: '', reason: reason.slice(0, 500) };
}

function nothing(): void {
  return undefined;
}
