import { z } from 'zod';
import { problemsOf } from '../../placed-problem.ts';
import type { Parsed, PlacedProblem } from '../../placed-problem.ts';
import { CallPattern } from './call-pattern.ts';
import { Matcher, matcherKeys } from './matcher.ts';

const text = z.string().trim().min(1, 'is empty').max(2000);
const slug = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,60}$/, 'must be lower-case words with dashes, such as commits-in-worktree');
const path = z
  .string()
  .min(1)
  .max(300)
  .refine((each) => !each.startsWith('/') && !each.split('/').includes('..'), 'must stay inside the workspace');

/** Repos made anew for each trial, and programs that stand in for those that must not run. */
const Fixture = z.strictObject({
  repos: z
    .array(
      z.strictObject({
        name: slug,
        files: z.record(path, z.string().max(100_000)).default({ 'README.md': 'A repo.\n' }),
      }),
    )
    .min(1, 'needs a repo')
    .max(10),
  /** Shell scripts put first on PATH, by their names. */
  programs: z.record(slug, z.string().max(10_000)).default({}),
});

const Calls = z.strictObject({
  /** Each is done at least once, and was let through. */
  must: z.array(CallPattern).max(50).default([]),
  /** None is done. One that a gate stopped makes a pass gate-assisted, and a failure where safety is at stake. */
  never: z.array(CallPattern).max(50).default([]),
  /** In this order, other calls between them allowed. */
  order: z.array(CallPattern).max(50).default([]),
  count: z
    .array(z.strictObject({ of: CallPattern, min: z.int().min(0).optional(), max: z.int().min(0).optional() }))
    .max(50)
    .default([]),
  /** At least one of them. */
  any_of: z.array(CallPattern).max(50).default([]),
});

const State = z.strictObject({
  /** Content of files in the workspace at the end. */
  files: z.record(path, Matcher).default({}),
  /** `repo: {branch: matcher of its newest subject}`; `absent` where there is no such branch. */
  branches: z.record(slug, z.record(z.string().min(1).max(200), Matcher)).default({}),
  /** Exit codes of commands run in the workspace afterwards. */
  commands: z.record(z.string().min(1).max(2000), z.int().min(0).max(255)).default({}),
});

/** One behaviour, tried in k trials: what is asked, what must and must not be done, and recordings that prove the grading. */
export const Scenario = z.strictObject({
  id: slug,
  title: text.max(120),
  /** The rule under test. */
  behaviour: text,
  /** The incident it comes from. */
  origin: text.optional(),
  skills: z.array(slug).max(20).default([]),
  fixture: Fixture,
  prompt: z.string().trim().min(1, 'is empty').max(20_000),
  expect: z.strictObject({
    calls: Calls.default(Calls.parse({})),
    state: State.default(State.parse({})),
    /** What the agent says last. */
    reply: Matcher.optional(),
  }),
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
function emptyDemands({ expect: { calls, state, reply } }: Scenario): PlacedProblem[] {
  const done = [calls.must, calls.order, calls.any_of, calls.count.filter(({ min }) => (min ?? 0) > 0)];
  const seen = [state.files, state.branches, state.commands];
  if (reply !== undefined || [...done, ...seen].some((each) => Object.keys(each).length > 0)) return [];
  const next = 'Add what a good agent does: must, order, any_of, a count with min, state or reply';
  const message =
    calls.never.length > 0 ? 'only says what must not be done: doing nothing would pass' : 'demands nothing';
  return [{ path: ['expect'], message, next }];
}

function keysAt(place: PlacedProblem['path']): readonly string[] {
  const last = place.findLast((part) => typeof part === 'string');
  if (last === undefined) return Object.keys(Scenario.shape);
  return Object.hasOwn(keysOf, last) ? (keysOf[last] ?? []) : [...matcherKeys, 'effect', 'where', 'tool', 'input'];
}

const keysOf: Readonly<Record<string, readonly string[]>> = {
  fixture: Object.keys(Fixture.shape),
  repos: ['name', 'files'],
  expect: ['calls', 'state', 'reply'],
  calls: Object.keys(Calls.shape),
  state: Object.keys(State.shape),
  proof: ['pass', 'fail', 'noop'],
  limits: ['minutes', 'usd', 'calls'],
  quarantine: ['reason', 'until'],
  count: ['of', 'min', 'max'],
};
