import { z } from 'zod';
import type { RepoChange } from './change-set.ts';
import type { GivenSkill } from '../skills/given.ts';
import { CommitId } from '../ids.ts';
import type { InstructionId, RepoId, RunId } from '../ids.ts';

/** Names a process beyond its pid, which the system may reuse. `startedAt` is opaque and comes from the system. */
export const ProcessIdentity = z.object({ pid: z.number().int().positive(), startedAt: z.string() });
export type ProcessIdentity = z.infer<typeof ProcessIdentity>;

/** Which harness works on a thread, with its own settings, such as a recipe's text. */
export const HarnessChoice = z.object({ id: z.string().min(1), config: z.record(z.string(), z.string()) });
export type HarnessChoice = z.infer<typeof HarnessChoice>;

/** The same program with the same settings, in whatever order they were given. */
export function sameHarness(a: HarnessChoice, b: HarnessChoice): boolean {
  const keys = Object.keys(a.config);
  return (
    a.id === b.id &&
    keys.length === Object.keys(b.config).length &&
    keys.every((key) => a.config[key] === b.config[key])
  );
}

/**
 * `orphaned`: the app died under it, which is not the run's fault. `crashed`: its process died while the app lived.
 * `limited`: its harness's account or model took nothing more on, so it was no attempt.
 * `refused`: the gate said no and the agent could not go on. `ungated`: it acted, or could have, without being asked.
 */
export const RunOutcome = z.enum([
  'succeeded',
  'failed',
  'limited',
  'refused',
  'interrupted',
  'crashed',
  'orphaned',
  'ungated',
]);
export type RunOutcome = z.infer<typeof RunOutcome>;

/** Whether the operating system held the run's processes back, beneath the gate; `reason` says why not. */
export const Contained = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('contained'), by: z.string() }),
  z.object({ kind: z.literal('not-contained'), reason: z.string() }),
]);
export type Contained = z.infer<typeof Contained>;

export type RunState =
  | { readonly kind: 'starting'; readonly since: number }
  | { readonly kind: 'working'; readonly since: number; readonly process: ProcessIdentity }
  | { readonly kind: 'ended'; readonly outcome: RunOutcome; readonly reason: string; readonly at: number };

/** What turns used. `costUsd` is there only when the harness said so: unknown is not zero. */
export const Usage = z.object({
  inputTokens: z.number(),
  outputTokens: z.number(),
  cachedTokens: z.number().optional(),
  costUsd: z.number().optional(),
});
export type Usage = z.infer<typeof Usage>;

export function addUsage(a: Usage | undefined, b: Usage): Usage {
  return {
    inputTokens: (a?.inputTokens ?? 0) + b.inputTokens,
    outputTokens: (a?.outputTokens ?? 0) + b.outputTokens,
    ...sum('cachedTokens', a?.cachedTokens, b.cachedTokens),
    ...sum('costUsd', a?.costUsd, b.costUsd),
  };
}

function sum(name: 'cachedTokens' | 'costUsd', a: number | undefined, b: number | undefined): Partial<Usage> {
  return a === undefined && b === undefined ? {} : { [name]: (a ?? 0) + (b ?? 0) };
}

export type Run = {
  readonly id: RunId;
  readonly instruction: InstructionId;
  readonly startedAt: number;
  readonly session: string | undefined;
  readonly state: RunState;
  readonly gate: GateLife;
  readonly usage?: Usage;
  /** What stood in the worktrees when it ended, to tell progress by. */
  readonly left?: string;
  /** Who worked; a thread may have changed its harness since. */
  readonly harness?: HarnessChoice;
  /** SHA-256 of the brief that its agent was given; without it the agent knew the thread already. */
  readonly brief?: string;
  /** The skills that its program was given, with their hashes; a run of an older version has none. */
  readonly skills?: readonly GivenSkill[];
  /** Names of those that its agent took up. */
  readonly skillsUsed?: readonly string[];
  /** The run whose mark its processes bear, when an earlier turn started them. */
  readonly marker?: RunId;
  /** Known once its process runs; runs of older versions have none. */
  readonly contained?: Contained;
};

/** Signs of life of the run's gate. `provenAt`: when it denied the canary; without it the gate is not proven. */
export type GateLife = {
  readonly provenAt: number | undefined;
  readonly lastAt: number | undefined;
  readonly decisions: number;
};

export function isAlive(run: Run | undefined): boolean {
  return run !== undefined && run.state.kind !== 'ended';
}

/** Equal where nothing was committed and no other file was touched. */
export function standOf(changes: readonly RepoChange[]): string {
  return changes.map(({ repo, head, uncommitted }) => [repo, head, ...uncommitted].join(' ')).join('\n');
}

/**
 * Where a repo's branch was when a run ended. Undefined where its stand does not say so, or says it twice: a file may be
 * named like a line of it.
 */
export function headLeft({ left = '' }: Run, repo: RepoId): CommitId | undefined {
  const lines = left.split('\n').flatMap((line) => {
    const [of, head] = line.split(' ');
    const commit = CommitId.safeParse(head);
    return of === repo && commit.success ? [commit.data] : [];
  });
  return lines.length === 1 ? lines[0] : undefined;
}
