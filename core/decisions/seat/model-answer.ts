import { z } from 'zod';
import type { FactoryState } from '../../loop/state.ts';
import type { Authorities, Choice } from '../../model/deciding/decision.ts';
import { onOneLine } from '../../brief/quote.ts';
import type { Advice, Refusal } from '../../model/deciding/seat.ts';
import { isUnfinished } from '../../model/thread.ts';
import { parseJson } from '../../parse-json.ts';
import { boardPrint } from '../board-print.ts';
import { authorityOver } from '../orders/by-order.ts';
import type { Proposal } from '../proposal.ts';
import { proposalsOf } from '../rules.ts';
import { answerAlike } from '../same-topic.ts';
import { subjectsOf } from '../subjects.ts';
import { boardLines } from './board-text.ts';
import { subjectText } from './detail-text.ts';

/** What a model may say: to a board, about proposals on it, each with a quotation from it. Nothing else is read. */
const ModelAnswer = z.strictObject({
  board: z.string().max(100),
  decisions: z
    .array(
      z.strictObject({
        key: z.string().max(300),
        action: z.string().max(60),
        /** For attach the number of the thread that works on it already; for supersede of the one that goes on. */
        into: z.number().int().positive().optional(),
        reason: z.string().min(1).max(1000),
        quote: z.string().trim().min(8).max(300),
      }),
    )
    .max(20),
});
/** As JSON Schema, for whoever is to call it. */
export const answerShape = z.toJSONSchema(ModelAnswer, { target: 'draft-7' });

type Said = z.infer<typeof ModelAnswer>['decisions'][number];

/** `alone`: the authority table lets a model make it; otherwise it is advice. Where to begin a thread only the person says. */
type Accepted = Omit<Advice, 'key'> & { readonly proposal: Proposal; readonly alone: boolean };

export type Judged = { readonly accepted: readonly Accepted[]; readonly refused: readonly Refusal[] };

export function asAdvice({ proposal: { key }, choice, reason, quote }: Accepted): Advice {
  return { key, choice, reason, quote };
}

/** Reads what a model answered to the board of `now`. Whatever is wrong with it, the rules' answer stands. */
export function judgeModel(
  state: FactoryState,
  text: string,
  { now, authorities }: { readonly now: number; readonly authorities: Authorities },
): Judged {
  const answer = ModelAnswer.safeParse(parseJson(text));
  if (!answer.success) {
    const [{ path, message } = { path: [], message: 'no JSON' }] = answer.error.issues;
    return refusing('', onOneLine(`it is not an answer: ${[...path.map(String), message].join(': ')}`, 300));
  }
  if (answer.data.board !== boardPrint(state)) return refusing('', 'it answers to a board that has changed since');
  const proposals = new Map(proposalsOf(state, now).map((proposal) => [proposal.key, proposal]));
  const board = boardLines(state, now);
  const accepted: Accepted[] = [];
  const refused: Refusal[] = [];
  for (const said of answer.data.decisions) {
    const proposal = proposals.get(said.key);
    proposals.delete(said.key);
    const judged = proposal ? judgeOne(state, proposal, { said, board }) : 'nothing is proposed under this key';
    if (typeof judged === 'string') refused.push({ key: said.key, why: judged });
    else accepted.push({ ...judged, alone: mayAlone(state, judged.choice, authorities) });
  }
  return { accepted, refused };
}

function mayAlone(state: FactoryState, choice: Choice, authorities: Authorities): boolean {
  return authorityOver(state, choice, authorities) === 'model' && choice.action !== 'open';
}

function refusing(key: string, why: string): Judged {
  return { accepted: [], refused: [{ key, why }] };
}

/** What a model chose, or why it is refused. */
function judgeOne(
  state: FactoryState,
  proposal: Proposal,
  { said, board }: { readonly said: Said; readonly board: ReturnType<typeof boardLines> },
): Omit<Accepted, 'alone'> | string {
  const { action, reason, quote } = said;
  const choice = choiceOf(state, proposal, said);
  if (!choice) return `${onOneLine(action, 60)} is no answer to this`;
  const subjects = new Set([proposal.choice, choice].flatMap(subjectsOf));
  const told = [
    ...board.filter(({ about }) => about.some((id) => subjects.has(id))).map((line) => line.said),
    ...[...subjects].map((id) => subjectText(state, id)),
  ];
  return told.some((text) => text.includes(quote))
    ? { proposal, choice, reason, quote }
    : 'what it quotes is not told of what it decides about';
}

/** One of the answers that the proposal itself has; anything else is none. */
function choiceOf({ threads }: FactoryState, { choice, alternatives }: Proposal, said: Said): Choice | undefined {
  const { action, into, reason } = said;
  if (action === choice.action) return choice;
  if (!alternatives.some((each) => each === action)) return undefined;
  const thread = [...threads.values()].find(({ number }) => number === into);
  if (into !== undefined && !thread) return undefined;
  if (choice.action === 'link') return answerAlike(choice, action, thread?.thread);
  if ('thread' in choice) return action === 'keep' ? { action, thread: choice.thread } : undefined;
  if (action === 'dismiss') return { action, signal: choice.signal, reason };
  if (action === 'open') return { action, signal: choice.signal };
  return action === 'attach' && thread && isUnfinished(thread)
    ? { action, signal: choice.signal, into: thread.thread }
    : undefined;
}
