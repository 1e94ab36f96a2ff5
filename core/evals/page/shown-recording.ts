import { normalise } from '../../gates/action.ts';
import type { VerdictKind } from '../../gates/verdict.ts';
import { grade } from '../grading/grade.ts';
import type { Grade } from '../grading/grade.ts';
import { contextOf } from '../grading/recording.ts';
import type { Recording } from '../grading/recording.ts';
import { callFits } from '../scenario/call-pattern.ts';
import type { Scenario } from '../scenario/scenario.ts';

/** What an agent did in a trial, as a person reads it. */
export type ShownRecording = Grade & {
  readonly harness: string;
  readonly calls: readonly ShownCall[];
  readonly skills: readonly string[];
  readonly reply: string;
  readonly usd?: number | undefined;
};

export type ShownCall = {
  readonly tool: string;
  readonly title: string;
  readonly verdict: VerdictKind;
  /** `must-not`: the scenario forbids it. `wanted`: it demands it. `other`: the trial beside it has no such call. */
  readonly mark?: 'must-not' | 'wanted' | 'other' | undefined;
};

/** A trial, read beside another one of the same scenario. */
export function shownRecording(scenario: Scenario, recording: Recording, beside?: Recording): ShownRecording {
  const context = contextOf(recording);
  const { never, must, order, any_of: anyOf } = scenario.expect.calls;
  const others = new Set(beside && titlesOf(beside));
  const calls = recording.calls.map(({ verdict, ...call }): ShownCall => {
    const action = normalise(call, context);
    const fits = (patterns: Scenario['expect']['calls']['never']) =>
      patterns.some((pattern) => callFits(pattern, action, context));
    const mark = fits(never)
      ? 'must-not'
      : fits([...must, ...order, ...anyOf])
        ? 'wanted'
        : beside && !others.has(action.title)
          ? 'other'
          : undefined;
    return { tool: call.tool, title: action.title, verdict, mark };
  });
  const { harness, skills, reply, usd } = recording;
  return { ...grade(scenario, recording), harness, calls, skills, reply, usd };
}

function titlesOf(recording: Recording): readonly string[] {
  const context = contextOf(recording);
  return recording.calls.map(({ verdict: _, ...call }) => normalise(call, context).title);
}
