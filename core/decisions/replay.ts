import { evolve } from '../loop/evolve.ts';
import { decisionsIn } from '../loop/decisions/decisions-in.ts';
import type { Entry } from '../loop/event.ts';
import { emptyState } from '../loop/state.ts';
import type { FactoryState } from '../loop/state.ts';
import type { Choice, Decision } from '../model/deciding/decision.ts';
import { boardPrint } from './board-print.ts';
import { proposalsOf } from './rules.ts';

export type Replayed = {
  readonly decision: Decision;
  readonly at: number;
  /** The board that the journal adds up to is the one that was decided on. */
  readonly sameBoard: boolean;
  /** The rules give the answer again that they gave then. */
  readonly sameAnswer: boolean;
  /** What they say now. */
  readonly rules: Choice | undefined;
};

/** Goes through a journal again, in order, and asks the rules at each decision what they say to that board. */
export function createReplay(): { take(entry: Entry): Replayed | undefined; readonly state: FactoryState } {
  const state = emptyState();
  return {
    state,
    take(entry) {
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
  };
}

/** The id of a thread that begins is made when it begins; the rules name none. */
function withoutThread(choice: Choice | undefined): unknown {
  return choice?.action === 'open' ? { ...choice, into: undefined } : choice;
}

export type Agreement = { readonly decisions: number; readonly agreed: number; readonly undone: number };

/** How often what was done is what the rules, or the model, had said; what was undone does not count as agreed. */
export function agreementOf(state: Pick<FactoryState, 'threads' | 'signals'>, who: 'rules' | 'model'): Agreement {
  const asked = decisionsIn(state).filter((decision) => decision[who] !== undefined);
  const agreed = asked.filter(({ [who]: said, applied, undone }) => !undone && said?.action === applied.action);
  return { decisions: asked.length, agreed: agreed.length, undone: asked.filter(({ undone }) => undone).length };
}
