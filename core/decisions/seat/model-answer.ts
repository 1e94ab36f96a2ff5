import { z } from 'zod';
import type { FactoryState } from '../../loop/state.ts';
import type { Authorities, Choice } from '../../model/deciding/decision.ts';
import { ThreadId } from '../../ids.ts';
import { parseJson } from '../../parse-json.ts';
import { boardPrint } from '../board-print.ts';
import type { Proposal } from '../proposal.ts';
import { proposalsOf } from '../rules.ts';
import { boardText } from './board-text.ts';

/** What a model may say: to a board, about proposals on it, each with a quotation from it. Nothing else is read. */
const ModelAnswer = z.strictObject({
  board: z.string().max(100),
  decisions: z
    .array(
      z.strictObject({
        key: z.string().max(300),
        action: z.string().max(60),
        into: ThreadId.optional(),
        reason: z.string().min(1).max(1000),
        quote: z.string().min(8).max(300),
      }),
    )
    .max(20),
});
type Said = z.infer<typeof ModelAnswer>['decisions'][number];

export type Judged = {
  /** `alone`: the authority table lets a model make it; otherwise it is advice. Where to begin a thread only the person says. */
  readonly accepted: readonly {
    readonly proposal: Proposal;
    readonly choice: Choice;
    readonly reason: string;
    readonly alone: boolean;
  }[];
  /** Where the rules' answer stands, and why the model's was not taken. */
  readonly refused: readonly { readonly key: string; readonly why: string }[];
};

/** Reads what a model answered to the board of `now`. Whatever is wrong with it, the rules' answer stands. */
export function judgeModel(
  state: FactoryState,
  text: string,
  { now, authorities }: { readonly now: number; readonly authorities: Authorities },
): Judged {
  const answer = ModelAnswer.safeParse(parseJson(text));
  if (!answer.success) return refusing('', `it is not an answer: ${answer.error.issues[0]?.message ?? 'no JSON'}`);
  if (answer.data.board !== boardPrint(state)) return refusing('', 'it answers to a board that has changed since');
  const board = boardText(state, now);
  const proposals = new Map(proposalsOf(state, now).map((proposal) => [proposal.key, proposal]));
  const accepted: Judged['accepted'][number][] = [];
  const refused: Judged['refused'][number][] = [];
  for (const said of answer.data.decisions) {
    const proposal = proposals.get(said.key);
    const choice = proposal && board.includes(said.quote) ? choiceOf(state, proposal, said) : undefined;
    if (proposal && choice) {
      const alone = authorities[choice.action] === 'model' && choice.action !== 'open';
      accepted.push({ proposal, choice, reason: said.reason, alone });
    } else refused.push({ key: said.key, why: whyNot(proposal, said, board) });
  }
  return { accepted, refused };
}

function refusing(key: string, why: string): Judged {
  return { accepted: [], refused: [{ key, why }] };
}

function whyNot(proposal: Proposal | undefined, { action, quote }: Said, board: string): string {
  if (!proposal) return 'nothing is proposed under this key';
  if (!board.includes(quote)) return 'what it quotes does not stand on the board';
  return `${action} is no answer to this`;
}

/** One of the answers that the proposal itself has; anything else is none. */
function choiceOf({ threads }: FactoryState, { choice, alternatives }: Proposal, said: Said): Choice | undefined {
  const { action, into, reason } = said;
  if (action === choice.action) return choice;
  if (!alternatives.some((each) => each === action)) return undefined;
  if ('thread' in choice) return action === 'keep' ? { action, thread: choice.thread } : undefined;
  if (action === 'dismiss') return { action, signal: choice.signal, reason };
  if (action === 'open') return { action, signal: choice.signal };
  return action === 'attach' && into && threads.has(into) ? { action, signal: choice.signal, into } : undefined;
}
