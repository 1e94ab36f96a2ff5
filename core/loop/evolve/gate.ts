import type { Verdict } from '../../gates/verdict.ts';
import { samePauseTarget } from '../../model/gate.ts';
import type { GateState, Pause, RuleTally } from '../../model/gate.ts';
import { assertNever } from '../../result.ts';
import type { GateEvent } from '../event.ts';

export function evolveGateState(gate: GateState, event: GateEvent, at: number): GateState {
  switch (event.type) {
    case 'gate.paused': {
      const pause: Pause = { target: event.target, since: at, until: event.until, by: event.by };
      return { ...gate, pauses: [...without(gate, event), pause] };
    }
    case 'gate.resumed':
      return { ...gate, pauses: without(gate, event) };
    // What rules there are is said by the policy file; the facts about it are for the audit.
    case 'gate.rules-added':
    case 'gate.rules-removed':
      return gate;
    default:
      return assertNever(event);
  }
}

function without({ pauses }: GateState, { target }: Extract<GateEvent, { target: unknown }>): readonly Pause[] {
  return pauses.filter((pause) => !samePauseTarget(pause.target, target));
}

const none: RuleTally = { asked: 0, denied: 0, would: 0, broke: 0, last: undefined };

/** Counts what the rules said. What the person decided afterwards says nothing about a rule. */
export function tallied(gate: GateState, verdict: Verdict, at: number): GateState {
  if (verdict.by !== undefined) return gate;
  const tallies = { ...gate.tallies };
  const count = (rule: string, what: Exclude<keyof RuleTally, 'last'>) => {
    const before = Object.hasOwn(tallies, rule) ? (tallies[rule] ?? none) : none;
    tallies[rule] = { ...before, [what]: before[what] + 1, last: what === 'broke' ? before.last : at };
  };
  if (verdict.kind === 'deny') count(verdict.rule, 'denied');
  if (verdict.kind === 'ask') count(verdict.rule, 'asked');
  if (verdict.paused) count(verdict.paused.rule, 'would');
  for (const rule of new Set(verdict.warnings?.map((warning) => warning.rule))) count(rule, 'broke');
  return { ...gate, tallies };
}
