import type { CommitId, LandingId, RepoId, ThreadId } from '../../core/ids.ts';
import type { Report } from '../../core/loop/command.ts';
import type { Head, Landing, LandingCause } from '../../core/model/change-set.ts';
import type { Repo } from '../../core/model/repo.ts';
import type { Result } from '../../core/result.ts';

/** One repo of the change set, as a landing needs it. */
export type LandingRepo = {
  readonly id: RepoId;
  readonly name: string;
  /** A clone whose object store holds `head`; its working tree is not touched. */
  readonly path: string;
  readonly remote: Repo['remote'];
  /** The branch that is moved. */
  readonly branch: string;
  readonly head: CommitId;
  /** The commit on the target that the checks ran on top of. */
  readonly base: CommitId;
  /** The newest landing of this thread that was taken back here, if any: merging `head` again would change nothing. */
  readonly reverted: { readonly merge: CommitId; readonly revert: CommitId } | undefined;
};

/** How a landing reads, records and checks; given by whoever performs it. */
export type LandingDesk = {
  readonly thread: ThreadId;
  readonly landing: LandingId;
  readonly title: string;
  /** In landing order. */
  readonly repos: readonly LandingRepo[];
  /** Dates every commit of this landing, so that doing it again after a crash makes the same commits. */
  readonly at: number;
  /** The landing as it stands in the journal. */
  read(): Landing;
  /** Durable when it resolves. */
  report(event: Report): Promise<Result<unknown>>;
  /** Runs all checks with these commits checked out side by side. */
  check(heads: readonly Head[]): Promise<Checked | Stopped>;
  pause(ms: number): Promise<void>;
};

export type Checked = { readonly green: boolean; readonly reason: string };

/** Whoever performs the landing ended its checks. Nothing more is done now; it goes on from the journal, if it is still owed. */
export type Stopped = 'stopped';

/** Why a landing cannot go on. */
export type Obstacle = { readonly cause: LandingCause; readonly reason: string };
