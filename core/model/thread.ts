import { z } from 'zod';
import { AskId, InstructionId, RepoId, ThreadId } from '../ids.ts';
import type { CommitId } from '../ids.ts';
import type { Failure } from '../result.ts';
import type { ThreadEdge } from './attention/edge.ts';
import type { Dated } from './attention/dated.ts';
import type { KnownTrial } from './attention/trial.ts';
import type { Triage } from './attention/triage.ts';
import type { Ask } from './ask.ts';
import type { Clear, Landing, RepoChange } from './change-set.ts';
import type { CheckRound } from './check.ts';
import type { Evidence, TakenDecision } from './deciding/decision.ts';
import type { Likeness } from './deciding/likeness.ts';
import type { Instruction } from './instruction.ts';
import type { Comment } from './review/comment.ts';
import type { Review } from './review/review.ts';
import { HarnessChoice } from './run.ts';
import type { Run } from './run.ts';

export const ThreadBrief = z.object({
  thread: ThreadId,
  title: z.string().min(1).max(120),
  goal: z.string().min(1).max(100_000),
  /** In landing order: a provider before its consumers. */
  repos: z.array(RepoId).min(1).max(20),
  harness: HarnessChoice,
});
export type ThreadBrief = z.infer<typeof ThreadBrief>;

export type Worktree = {
  readonly repo: RepoId;
  readonly path: string;
  readonly branch: string;
  readonly base: CommitId;
};

/** The thread's folder: one worktree per repo, all of them or none. */
export type Workspace =
  | { readonly kind: 'none' }
  | { readonly kind: 'preparing'; readonly phase: string; readonly since: number }
  | { readonly kind: 'failed'; readonly failure: Failure; readonly at: number }
  | {
      readonly kind: 'ready';
      readonly path: string;
      readonly worktrees: readonly Worktree[];
      readonly ports: Ports;
      /** The person brought it back from the trash: it is not removed by itself again. */
      readonly restored?: boolean;
    };

/** `count` ports from `first` that this thread may listen on. */
export const Ports = z.object({ first: z.number().int(), count: z.number().int() });
export type Ports = z.infer<typeof Ports>;

/**
 * `paused` goes on by itself when resumed; `stopped` ended the turn; `killed` ended the process; `taken-over`: the
 * person works in the workspace, in a terminal of their own.
 */
export const HaltKind = z.enum(['paused', 'stopped', 'killed', 'taken-over']);
export type HaltKind = z.infer<typeof HaltKind>;

/** As it stands in a sentence: `taken over`. */
export function haltWord(kind: HaltKind): string {
  return kind.replace('-', ' ');
}

export type PendingInstruction = Instruction & {
  readonly at: number;
  readonly done: boolean;
  /** The person changed its words before anybody heard them, or took it back; then it counts for nothing. */
  readonly edited?: boolean;
  readonly withdrawn?: boolean;
};

/** Everything recorded about one unit of work. What the board says about it is derived, never stored. */
export type Thread = ThreadBrief & {
  readonly number: number;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** When something happened to it last, other than that something was noticed of it; absent: `updatedAt`. */
  readonly movedAt?: number;
  /** In which a run of it was at work; absent in a thread that nothing has happened to. */
  readonly workedMs?: number;
  readonly workspace: Workspace;
  readonly instructions: readonly PendingInstruction[];
  readonly runs: readonly Run[];
  readonly asks: readonly Ask[];
  readonly changes: readonly RepoChange[];
  readonly rounds: readonly CheckRound[];
  readonly clear: Clear | undefined;
  readonly landings: readonly Landing[];
  /** Looked at by another agent, the newest last. Its runs are no runs of the thread. */
  readonly reviews: readonly Review[];
  readonly comments: readonly Comment[];
  /** What kept its workspace from being made, try by try. */
  readonly setbacks?: readonly string[];
  readonly halt: { readonly kind: HaltKind; readonly at: number } | undefined;
  /** Why there is nothing left to do, as a machine saw it. */
  readonly deadEvidence?: readonly Evidence[];
  /** Earlier threads that it looks like. */
  readonly alike?: readonly (Likeness & Dated)[];
  readonly decisions?: readonly TakenDecision[];
  readonly dropped: { readonly reason: string; readonly at: number } | undefined;
  /** Until somebody weighs it, it is as `untriaged` says. */
  readonly triage?: Triage;
  readonly triaged?: { readonly at: number; readonly reason: string | undefined };
  /** What it is to other threads, as far as that is recorded here. */
  readonly edges?: readonly ThreadEdge[];
  /** How it went with others that merge cleanly with it; each counts for the commits that it names. */
  readonly trials?: readonly KnownTrial[];
  /** To which harness it was given, and when, since it began. */
  readonly switches: readonly { readonly to: HarnessChoice; readonly at: number }[];
  /** How its program works, as the person chose or the program went on; undefined: as it begins. */
  readonly mode?: string | undefined;
  /** The person asked for the checks to run again on the same commits. */
  readonly recheck: boolean;
  /** Verdicts so far, for the facts tab. */
  readonly verdicts: { readonly allow: number; readonly deny: number; readonly ask: number };
  /** Denials of the current run by fingerprint: the third of the same kind stops it. */
  readonly denials: Readonly<Record<string, number>>;
};

export function currentRun(thread: Thread): Run | undefined {
  return thread.runs.at(-1);
}

/** The session that a harness would take up again, and the last run that was in it. */
export function lastRunOf({ runs }: Pick<Thread, 'runs'>, { id, config }: HarnessChoice): Run | undefined {
  return runs.findLast(
    ({ session, harness }) =>
      // A recipe's session is of that recipe.
      session !== undefined && harness?.id === id && harness.config['recipe'] === config['recipe'],
  );
}

export function currentRound(thread: Thread): CheckRound | undefined {
  return thread.rounds.at(-1);
}

export function currentLanding(thread: Thread): Landing | undefined {
  return thread.landings.at(-1);
}

/** Neither dropped nor landed. */
export function isUnfinished(thread: Thread): boolean {
  return !thread.dropped && currentLanding(thread)?.ended?.outcome !== 'landed';
}

export function openAsks(thread: Thread): readonly Ask[] {
  return thread.asks.filter((ask) => ask.state.kind === 'open');
}

export function nextInstruction(thread: Thread): PendingInstruction | undefined {
  return thread.instructions.find((instruction) => !instruction.done);
}

/** Ids of things that follow from a thread's own history are derived from it, so that deciding stays pure. */
export function nextAskId(thread: Thread): AskId {
  return AskId.parse(`ask_${thread.thread.slice(4)}s${String(thread.asks.length)}`);
}

export function nextInstructionId(thread: Thread): InstructionId {
  return InstructionId.parse(`ins_${thread.thread.slice(4)}c${String(thread.instructions.length)}`);
}
