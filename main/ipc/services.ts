import type { AppFacts, HarnessInfo, RecipeInfo, TerminalCommand } from '../../core/contract.ts';
import type { IssueRead } from '../../core/contract/thread/issue-methods.ts';
import type { Repo } from '../../core/model/repo.ts';
import type { Thread } from '../../core/model/thread.ts';
import type { Result } from '../../core/result.ts';
import type { EvalOffice } from '../evals/office/eval-office.ts';
import type { BriefOffice } from '../orchestrator/brief/brief-office.ts';
import type { Doctor } from '../orchestrator/doctor/doctor.ts';
import type { Learning } from '../orchestrator/learning/keep-learning.ts';
import type { Orchestrator } from '../orchestrator/orchestrator-port.ts';
import type { SeatOffice } from '../orchestrator/deciding/seat/seat-office.ts';
import type { SimilarThreads } from '../orchestrator/similar-threads.ts';
import type { CheckpointShelf } from '../workspace/checkpoints/shelf.ts';
import type { ChangeDesk } from '../workspace/looking/desk.ts';
import type { WorkspaceYard } from '../workspace/removal/yard.ts';
import type { Machine } from '../orchestrator/surroundings/machine.ts';
import type { RadarWatch } from '../orchestrator/surroundings/watch-radar.ts';
import type { ReadingRoom } from '../search/reading-room.ts';
import type { PolicyOffice } from '../gates/policy/policy-port.ts';
import type { Notices } from './notices.ts';
import type { Store } from '../store/store-port.ts';
import type { Terminals } from '../terminal/terminals.ts';
import type { SkillOffice } from '../skills/office.ts';

/** Everything the handlers need of the world. compose.ts passes the real ones, tests pass fakes. */
export type Services = {
  readonly app: AppFacts;
  readonly orchestrator: Pick<Orchestrator, 'state' | 'seq' | 'dispatch' | 'subscribe' | 'subscribeActivity'>;
  readonly store: Pick<Store, 'journal' | 'transcripts' | 'settings' | 'backup'>;
  /** A fresh id such as `thr_…`. */
  readonly newId: (prefix: string) => string;
  readonly now: () => number;
  readonly intake: Intake;
  readonly policy: PolicyOffice;
  readonly machine: Pick<Machine, 'admission' | 'gauges' | 'look' | 'subscribe' | 'subscribeGauges'>;
  readonly notices: Pick<Notices, 'list' | 'subscribe'>;
  readonly radar: Pick<RadarWatch, 'picture' | 'subscribe'>;
  readonly harnesses: (refresh?: boolean) => Promise<readonly HarnessInfo[]>;
  readonly recipes: RecipeShelf;
  readonly skills: SkillOffice;
  readonly similar: SimilarThreads;
  readonly seat: Pick<SeatOffice, 'ask'>;
  readonly lessons: Pick<Learning, 'office' | 'look'>;
  readonly evals: Pick<EvalOffice, 'page' | 'progress' | 'run' | 'stopRun' | 'trial' | 'diff' | 'accept'>;
  readonly archive: Pick<ReadingRoom, 'find' | 'insights'>;
  readonly briefs: Pick<BriefOffice, 'view'>;
  readonly changes: ChangeDesk;
  readonly checkpoints: Omit<CheckpointShelf, 'change'>;
  readonly workspaces: WorkspaceYard;
  readonly terminals: Omit<Terminals, 'stop'>;
  /** For a thread that was taken over; waits until its agent is gone. */
  readonly takeOver: (thread: Thread['thread']) => Promise<Result<TerminalCommand>>;
  readonly doctor: Doctor['examine'];
  readonly repair: Doctor['repair'];
  /** Absent where there is no window. */
  readonly desktop?: DesktopCalls | undefined;
  /** Where a bug is logged; stderr by default. */
  readonly reportBug?: (where: string, error: unknown) => void;
};

export type RepoDraft = Omit<Repo, 'id'>;

export type Intake = {
  /** Looks at a clone and refuses what cannot be worked with; `registered` are the repos known already. */
  inspectRepo(path: string, registered: readonly Repo[]): Promise<Result<RepoDraft>>;
  /** Reads the page of an issue, where the person has a program for it. */
  readIssue(url: string): Promise<IssueRead>;
};

export type RecipeShelf = {
  list(): Promise<readonly RecipeInfo[]>;
  /** The text of a recipe of the catalogue and the file name to use in messages. */
  find(name: string): Promise<Result<{ readonly text: string; readonly file: string }>>;
};

export type DesktopCalls = {
  /** A link only ever leads somewhere; one that is not understood brings the window to the front and no more. */
  show(link?: string): Promise<boolean>;
  newWindow(): Promise<boolean>;
  pickFolder(): Promise<string | undefined>;
  /** Asks the person where; undefined when they named no file. */
  saveText(file: { readonly name: string; readonly text: string }): Promise<Result<string | undefined>>;
  /** Asks the person first; false when they said no. */
  openLink(url: string): Promise<boolean>;
};
