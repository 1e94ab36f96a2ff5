import type { AskId, RepoId, RunId, ThreadId } from '../../../core/ids.ts';
import type { GateContext } from '../../../core/gates/context.ts';
import type { LessonTerms } from '../../../core/learning/ratified.ts';
import type { Report } from '../../../core/loop/command.ts';
import type { Threads } from '../../../core/loop/threads.ts';
import type { RepoChange } from '../../../core/model/change-set.ts';
import type { HarnessEvent } from '../../../core/model/harness-event.ts';
import type { Repo, RepoConfig } from '../../../core/model/repo.ts';
import type { Contained } from '../../../core/model/run.ts';
import type { Thread } from '../../../core/model/thread.ts';
import type { RunPhase } from '../../../core/skills/run-kind.ts';
import type { Result } from '../../../core/result.ts';
import type { InForce } from '../../gates/policy/shelf.ts';
import type { HarnessCallbacks, HarnessSession } from '../../harness/harness.ts';
import type { BriefOffice } from '../brief/brief-office.ts';
import type { GivenSkills } from '../brief/given-skills.ts';
import type { ReviewPlace } from '../../workspace/review/review-place.ts';
import type { Brake } from '../surroundings/brake.ts';
import type { Machine } from '../surroundings/machine.ts';
import type { Transcripts } from '../../store/store-port.ts';
import type { CheckpointReason } from '../../../core/model/workspace/checkpoint.ts';
import type { SavedWork } from '../../workspace/checkpoints/shelf.ts';
import type { Pool } from '../../workspace/pool/pool.ts';

/** What performing needs of the rest of main, passed by hand from compose.ts. */
export type WorldParts = {
  readonly dataFolder: string;
  readonly transcripts: Transcripts;
  readonly machine: Pick<Machine, 'admission' | 'subscribe'>;
  thread(id: ThreadId): Thread | undefined;
  readonly threads: Pick<Threads, 'awake' | 'values'>;
  repo(id: RepoId): Repo | undefined;
  report(event: Report): Promise<Result<unknown>>;
  onChange(listener: () => void): () => void;
  onActivity(thread: ThreadId, line: string, event?: HarnessEvent): void;
  newRunId(): RunId;
  newAskId(): AskId;
  now(): number;
  portBase(): number;
  gateContext(thread: Thread): GateContext;
  /** The layers in force for a thread now, the person's switch included. */
  policyFor(thread: Thread): Promise<InForce>;
  /** What the change of a thread may touch that comes from a lesson. */
  lessonTerms?(thread: Thread): LessonTerms | undefined;
  /** Something about the gate that the person should know of, told once. */
  onGateWarning(rule: string, text: string): void;
  readonly brake: Brake;
  startHarness(start: HarnessStart): Promise<Result<StartedHarness>>;
  /** `.teatree.yaml` of the protected branch where there is one, else what the person set or we detected. */
  readConfig(repo: Repo): Promise<Result<RepoConfig>>;
  /** Warm worktrees. */
  readonly pool?: Pick<Pool, 'claim'> | undefined;
  /** Captures what stands in the worktrees as a checkpoint; answers which, and what could not be. */
  saveWork(thread: Thread, reason: CheckpointReason): Promise<SavedWork>;
  readonly briefs: Pick<BriefOffice, 'give' | 'giveReviewer'>;
  readChanges(thread: Thread): Promise<Result<readonly RepoChange[]>>;
};

export type StartedHarness = {
  readonly session: HarnessSession;
  readonly contained: Contained;
  readonly skills: GivenSkills;
};

export type HarnessStart = {
  readonly thread: Thread;
  readonly run: RunId;
  readonly session: string | undefined;
  readonly callbacks: HarnessCallbacks;
  /** What of the thread's work it begins with; a review is one in any case. */
  readonly phase: RunPhase;
  /** The thread is given as its reviewer sees it, and these are its folders. */
  readonly review?: ReviewPlace;
};
