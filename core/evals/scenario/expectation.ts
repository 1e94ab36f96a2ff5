import { z } from 'zod';
import { Judge } from '../judge/judge.ts';
import { CallPattern } from './call-pattern.ts';
import { Matcher } from './matcher.ts';
import { path, slug } from './words.ts';

const ref = z.string().min(1).max(200);

export const Calls = z.strictObject({
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

export const State = z.strictObject({
  /** Content of files in the workspace at the end. */
  files: z.record(path, Matcher).default({}),
  /** `repo: {branch: matcher of its newest subject}`; `absent` where there is no such branch. */
  branches: z.record(slug, z.record(ref, Matcher)).default({}),
  /** `ancestor` is part of `branch`'s history at the end, or is not. */
  ancestry: z
    .array(z.strictObject({ repo: slug, ancestor: ref, branch: ref, holds: z.boolean().default(true) }))
    .max(20)
    .default([]),
  /** The column of the board where the thread stands when its turn is over. */
  board: Matcher.optional(),
  /** Exit codes of commands run in the workspace afterwards. */
  commands: z.record(z.string().min(1).max(2000), z.int().min(0).max(255)).default({}),
});

/** Skills that the agent took up, and ones that it left alone. */
const Skills = z.strictObject({
  used: z.array(slug).max(20).default([]),
  unused: z.array(slug).max(20).default([]),
});

export const Expectation = z.strictObject({
  calls: Calls.default(Calls.parse({})),
  skills: Skills.default(Skills.parse({})),
  state: State.default(State.parse({})),
  /** What the agent says last. */
  reply: Matcher.optional(),
  /** Never the only check. */
  judge: Judge.optional(),
});
export type Expectation = z.output<typeof Expectation>;
