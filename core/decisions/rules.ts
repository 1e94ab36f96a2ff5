import type { Authorities, Choice, TakenDecision } from '../model/deciding/decision.ts';
import type { FactoryState } from '../loop/state.ts';
import { intake } from './intake.ts';
import { keepOrDrop } from './keep-or-drop.ts';
import type { Proposal } from './proposal.ts';

export type DecidedOn = Pick<FactoryState, 'threads' | 'signals'>;

/** What the rules say to a board at a time, `now` in milliseconds since the epoch. Nothing that was answered is asked again. Pure. */
export function proposalsOf(state: DecidedOn, now: number): readonly Proposal[] {
  return answersOf(state, now).filter((proposal) => !answered(state, proposal));
}

/** What the rules say, whether or not somebody has decided it already. */
function answersOf(state: DecidedOn, now: number): readonly Proposal[] {
  return [...keepOrDrop(state, now), ...intake(state)];
}

function answered(state: DecidedOn, { key, choice }: Proposal): boolean {
  return decisionsOn(state, choice).some((decision) => decision.key === key && !decision.undone);
}

function decisionsOn({ threads, signals }: DecidedOn, choice: Choice): readonly TakenDecision[] {
  const subject = 'thread' in choice ? threads.get(choice.thread) : signals.get(choice.signal);
  return subject?.decisions ?? [];
}

/** A choice that rests on machine-checked evidence and that the rules may make alone. */
export function isForRules({ certain, choice }: Proposal, authorities: Authorities): boolean {
  return certain && authorities[choice.action] !== 'person';
}
