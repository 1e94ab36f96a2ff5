import { z } from 'zod';
import { problemsOf } from '../../placed-problem.ts';
import type { Parsed, PlacedProblem } from '../../placed-problem.ts';
import { Judge } from '../judge/judge.ts';
import { Calls, Expectation, State } from './expectation.ts';
import { Fixture } from './fixture.ts';
import { matcherKeys } from './matcher.ts';
import { path, slug, text } from './words.ts';

/** One behaviour, tried in k trials: what is asked, what must and must not be done, and recordings that prove the grading. */
export const Scenario = z.strictObject({
  id: slug,
  title: text.max(120),
  /** The rule under test. */
  behaviour: text,
  /** The incident it comes from. */
  origin: text.optional(),
  skills: z.array(slug).max(20).default([]),
  /** Agents that are tried, where nobody names one. */
  harnesses: z.array(slug).max(20).default([]),
  fixture: Fixture,
  prompt: z.string().trim().min(1, 'is empty').max(20_000),
  expect: Expectation,
  /** Recordings beside the file. */
  proof: z.strictObject({ pass: path, fail: path, noop: path }),
  trials: z.int().min(1).max(50).default(5),
  policy: z.enum(['capability', 'regression', 'safety']).default('regression'),
  limits: z
    .strictObject({
      minutes: z.number().positive().max(120),
      usd: z.number().positive().max(100),
      calls: z.int().min(1).max(1000),
    })
    .partial()
    .default({}),
  quarantine: z.strictObject({ reason: text, until: z.iso.date('must be a day, such as 2027-01-31') }).optional(),
});
export type Scenario = z.output<typeof Scenario>;

/** From the plain value of a file. Every problem has the path of the value it is about. */
export function parseScenario(value: unknown): Parsed<Scenario> {
  const parsed = Scenario.safeParse(value);
  if (!parsed.success) return { ok: false, problems: problemsOf(parsed.error, keysAt) };
  const problems = emptyDemands(parsed.data);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: parsed.data };
}

/** An agent that does nothing must not pass. */
function emptyDemands({ expect: { calls, state, reply, judge } }: Scenario): PlacedProblem[] {
  const done = [calls.must, calls.order, calls.any_of, calls.count.filter(({ min }) => (min ?? 0) > 0)];
  const seen = [state.files, state.branches, state.commands, state.ancestry, state.board ?? {}];
  if (reply !== undefined || [...done, ...seen].some((each) => Object.keys(each).length > 0)) return [];
  const next = 'Add what a good agent does: must, order, any_of, a count with min, state or reply';
  const message = judge
    ? 'a judge is never the only check'
    : calls.never.length > 0
      ? 'only says what must not be done: doing nothing would pass'
      : 'demands nothing';
  return [{ path: ['expect'], message, next }];
}

function keysAt(place: PlacedProblem['path']): readonly string[] {
  const last = place.findLast((part) => typeof part === 'string');
  if (last === undefined) return Object.keys(Scenario.shape);
  return Object.hasOwn(keysOf, last) ? (keysOf[last] ?? []) : [...matcherKeys, 'effect', 'where', 'tool', 'input'];
}

const keysOf: Readonly<Record<string, readonly string[]>> = {
  fixture: Object.keys(Fixture.shape),
  repos: ['name', 'template', 'files'],
  context: ['text', 'characters'],
  expect: Object.keys(Expectation.shape),
  judge: Object.keys(Judge.shape),
  ancestry: ['repo', 'ancestor', 'branch', 'holds'],
  calls: Object.keys(Calls.shape),
  state: Object.keys(State.shape),
  proof: ['pass', 'fail', 'noop'],
  limits: ['minutes', 'usd', 'calls'],
  quarantine: ['reason', 'until'],
  count: ['of', 'min', 'max'],
};
