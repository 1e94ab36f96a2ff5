import { evolve } from '../loop/evolve.ts';
import { decisionsIn } from '../loop/decisions/decisions-in.ts';
import type { Entry } from '../loop/event.ts';
import { emptyState } from '../loop/state.ts';
import type { FactoryState } from '../loop/state.ts';
import { Authorities } from '../model/deciding/decision.ts';
import type { Choice, Decision } from '../model/deciding/decision.ts';
import { adviceOn } from '../model/deciding/seat.ts';
import { boardPrint } from './board-print.ts';
import { proposalsOf } from './rules.ts';
import { sameChoice } from './subjects.ts';
import { asAdvice, judgeModel } from './seat/model-answer.ts';

export type Replayed = {
  readonly decision: Decision;
  readonly at: number;
  /** The board that the journal adds up to is the one that was decided on. */
  readonly sameBoard: boolean;
  /** The rules give the answer again that they gave then. */
  readonly sameAnswer: boolean;
  /** The model had said what the decision says it had; true as well where none was asked. */
  readonly sameModel: boolean;
  /** What they say now. */
  readonly rules: Choice | undefined;
};

type Replay = {
  take(entry: Entry): Replayed | undefined;
  /** Recorded answers of a model, and how many of them are judged the same again, to the same board. */
  answers(): { readonly all: number; readonly same: number };
  readonly state: FactoryState;
};

/** Goes through a journal again, in order, and asks the rules at each decision what they say to that board. */
export function createReplay(): Replay {
  const state = emptyState();
  let [all, same] = [0, 0];
  return {
    state,
    answers: () => ({ all, same }),
    take(entry) {
      if (entry.event.type === 'seat.answered') {
        all += 1;
        same += Number(judgedTheSame(state, entry.event));
      }
      const decision = decisionOf(entry);
      const replayed = decision && judge(state, entry, decision);
      evolve(state, entry);
      return replayed;
    },
  };
}

function decisionOf({ event }: Entry): Decision | undefined {
  return event.type === 'thread.decided' || event.type === 'signal.decided' ? event.decision : undefined;
}

function judge(state: FactoryState, { at }: Entry, decision: Decision): Replayed {
  const rules = proposalsOf(state, decision.now).find(({ key }) => key === decision.key)?.choice;
  return {
    ...{ decision, at, rules, sameBoard: boardPrint(state) === decision.board },
    sameAnswer: JSON.stringify(withoutThread(rules)) === JSON.stringify(withoutThread(decision.rules)),
    sameModel: sameModel(adviceOn(state.seat, decision.key)?.choice, decision.model),
  };
}

/** What was decided before advice was kept has none here. */
function sameModel(advised: Choice | undefined, model: Choice | undefined): boolean {
  return advised === undefined || JSON.stringify(advised) === JSON.stringify(model);
}

/** The id of a thread that begins is made when it begins; the rules name none. */
function withoutThread(choice: Choice | undefined): unknown {
  return choice?.action === 'open' ? { ...choice, into: undefined } : choice;
}

type Answered = Extract<Entry['event'], { type: 'seat.answered' }>;

/** Who may decide alone plays no part in what of an answer is taken up. */
const authorities = Authorities.parse({});

function judgedTheSame(state: FactoryState, { answer, board, now, advice, refused }: Answered): boolean {
  const judged = judgeModel(state, answer, { now, authorities });
  const again = { board: boardPrint(state), advice: judged.accepted.map(asAdvice), refused: judged.refused };
  return JSON.stringify(again) === JSON.stringify({ board, advice, refused });
}

export type Agreement = { readonly decisions: number; readonly agreed: number; readonly undone: number };

/** How often what was done is what the rules, or the model, had said; what was undone does not count as agreed. */
export function agreementOf(state: Pick<FactoryState, 'threads' | 'signals'>, who: 'rules' | 'model'): Agreement {
  const asked = decisionsIn(state).filter((decision) => decision[who] !== undefined);
  const agreed = asked.filter(
    ({ [who]: said, applied, undone }) => !undone && said !== undefined && sameChoice(said, applied),
  );
  return { decisions: asked.length, agreed: agreed.length, undone: asked.filter(({ undone }) => undone).length };
}

/** `3 of 4 as the rules had said, 1 of 2 as the model had`; empty where nothing was decided. */
export function agreementWords(state: Pick<FactoryState, 'threads' | 'signals'>): string {
  const share = ({ agreed, decisions }: Agreement) => `${String(agreed)} of ${String(decisions)}`;
  const [rules, model] = [agreementOf(state, 'rules'), agreementOf(state, 'model')];
  return [
    ...(rules.decisions === 0 ? [] : [`${share(rules)} as the rules had said`]),
    ...(model.decisions === 0 ? [] : [`${share(model)} as the model had said`]),
  ].join(', ');
}
