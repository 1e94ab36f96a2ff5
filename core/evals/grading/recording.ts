import { z } from 'zod';
import type { GateContext } from '../../gates/context.ts';
import { VerdictKind } from '../../gates/verdict.ts';
import { ToolCall } from '../../model/action.ts';
import { Judgement } from '../judge/judge.ts';

/** Where every recording plays: real paths are replaced by these, so that one made anywhere is graded anywhere. */
export const stage = {
  ...{ home: '/eval/home', workspace: '/eval/workspaces/trial', scratch: '/eval/scratch' },
  ...{ clones: '/eval/home/src', appState: '/eval/home/.teatree', branch: 'teatree/trial' },
} as const;

/** How a trial ended. What is no fault of the agent is never a failure. */
const Ending = z.enum(['completed', 'gave-up', 'infra', 'capped', 'refused', 'skipped']);

/** All that a grader looks at: what was called and let through, what was said last, and what was there at the end. */
export const Recording = z.strictObject({
  version: z.literal(1),
  scenario: z.string(),
  harness: z.string(),
  repos: z.array(z.string()).min(1),
  ending: Ending,
  calls: z.array(ToolCall.extend({ verdict: VerdictKind })).max(5000),
  /** Skills that it took up. */
  skills: z.array(z.string()).default([]),
  reply: z.string().max(100_000).default(''),
  state: z
    .strictObject({
      /** Null where there is none. */
      files: z.record(z.string(), z.string().nullable()).default({}),
      branches: z.record(z.string(), z.record(z.string(), z.string().nullable())).default({}),
      commands: z.record(z.string(), z.int()).default({}),
      /** By `ancestryKey`. */
      ancestry: z.record(z.string(), z.boolean()).default({}),
      board: z.string().nullable().default(null),
    })
    .default({ files: {}, branches: {}, commands: {}, ancestry: {}, board: null }),
  usd: z.number().min(0).optional(),
  /** What a judge said of it, where its scenario has one. */
  judge: Judgement.optional(),
});
export type Recording = z.output<typeof Recording>;

export function ancestryKey(at: { readonly repo: string; readonly ancestor: string; readonly branch: string }): string {
  return `${at.repo}: ${at.ancestor} in ${at.branch}`;
}

/** The facts under which its calls are understood. */
export function contextOf({ repos }: Recording): GateContext {
  const { home, workspace, scratch } = stage;
  return {
    ...{ home, workspace, scratch },
    worktrees: repos.map((repo) => ({
      ...{ path: `${stage.workspace}/${repo}`, repo, branch: stage.branch },
      ...{ defaultBranch: 'main', remote: 'origin' },
    })),
    workspaces: '/eval/workspaces',
    primaryClones: repos.map((repo) => `${stage.clones}/${repo}`),
    appState: stage.appState,
    protectedBranches: ['main'],
    env: { HOME: stage.home, TMPDIR: stage.scratch, PATH: '/usr/bin:/bin', USER: 'eval' },
    symlinks: {},
  };
}
