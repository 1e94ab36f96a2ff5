import type { Call, Snapshot } from '../../../core/contract.ts';
import { stateOf } from '../../../core/contract/recorded.ts';
import type { Answer, Ask } from '../../../core/model/ask.ts';
import type { AskAt } from '../../../core/model/gate.ts';
import { fail, ok } from '../../../core/result.ts';
import type { Result } from '../../../core/result.ts';
import { inboxOf } from '../../../core/views/inbox.ts';
import { findAsk } from '../names.ts';

type GivenAnswer = {
  /** The ask, or the thread that has only this one. */
  readonly name: string;
  /** Undefined: as it is asked now. */
  readonly generation: number | undefined;
  /** Every thread that asks the same gets the answer too. */
  readonly group: boolean;
  readonly answer: Answer;
};

const mostLooks = 3;

/**
 * Answers an ask. An agent that asks the same again just then, as after a restart, asks for nothing else: whoever named no
 * generation means the ask as it stands.
 */
export async function answerAsk(call: Call, given: GivenAnswer, looks = mostLooks): Promise<Result<Ask>> {
  const snapshot = await call('app.snapshot', {});
  if (!snapshot.ok) return snapshot;
  const ask = findAsk(snapshot.value, given.name);
  if (!ask.ok) return ask;
  const at = { ask: ask.value.id, generation: given.generation ?? ask.value.generation };
  const asks = given.group ? [at, ...twinsOf(snapshot.value, ask.value)] : [at];
  const answered = await answerAll(call, asks, given.answer);
  if (answered.ok) return ask;
  const again = answered.error.code === 'ask-stale' && given.generation === undefined && looks > 1;
  return again ? answerAsk(call, given, looks - 1) : answered;
}

/** The other open asks of the same card. */
function twinsOf(snapshot: Snapshot, { id }: Ask): readonly AskAt[] {
  const group = inboxOf(stateOf(snapshot)).find(({ asks }) => asks.some((ask) => ask.id === id));
  return (group?.asks ?? []).flatMap((ask) => (ask.id === id ? [] : [{ ask: ask.id, generation: ask.generation }]));
}

/** The first answer decides whether it counted; of the others the refused ones are told. */
async function answerAll(call: Call, asks: readonly AskAt[], answer: Answer): Promise<Result<unknown>> {
  const [first] = asks;
  if (!first || asks.length === 1) return first ? call('asks.answer', { ...first, answer }) : ok(undefined);
  const answered = await call('asks.answerGroup', { asks: [...asks], answer });
  if (!answered.ok) return answered;
  const [refused] = answered.value.refused;
  return refused ? fail({ code: refused.code, message: `${refused.ask}: ${refused.message}` }) : answered;
}
