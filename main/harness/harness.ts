import type { HarnessInfo, TerminalCommand } from '../../core/contract.ts';
import type { PermissionAnswer } from '../../core/gates/verdict.ts';
import type { ToolCall } from '../../core/model/action.ts';
import type { HarnessCapabilities } from '../../core/model/harness/harness-capabilities.ts';
import type { HarnessEvent, TurnOutcome } from '../../core/model/harness-event.ts';
import type { Instruction } from '../../core/model/instruction.ts';
import type { Containment } from '../process/containment/containment.ts';

/** The smallest interface the orchestrator needs from a coding-agent program. A new harness = one folder + one registry line. */
export type Harness = {
  readonly id: string;
  readonly title: string;
  /** What is known of it before it runs. */
  readonly traits?: Pick<HarnessInfo, 'gate' | 'steer' | 'gaps' | 'model' | 'modes' | 'seatGap'>;
  /** Undefined: its program knows no skills. */
  readonly skills?: SkillPlace;
  /** Looks for the program and its version; starts nothing that costs anything. Never rejects. */
  detect(): Promise<Detection>;
  /**
   * Spawns the program and has it send the canary through its real way to the gate, before the first turn.
   * Rejects with a HarnessFailure when it cannot start.
   */
  start(options: StartOptions): Promise<HarnessSession>;
  /** What opens the session with the program's own user interface. Undefined: it has none, a shell will do. */
  takeOver?(place: TakeOverPlace): Promise<TerminalCommand | undefined>;
};

/** Where a program looks for the skills of its user. */
export type SkillPlace = {
  /** From the run's state folder. */
  readonly folder: string;
  /**
   * Places in a repo whose skills it would mix with ours. Where one of them is there, the adapter switches the program's
   * skills off and the agent is told of ours instead.
   */
  readonly mixesWith?: readonly string[];
};

export type TakeOverPlace = Pick<StartOptions, 'session' | 'state' | 'repos' | 'workspace'>;

/** `text` is for people: the version found, or what is wrong. */
export type Detection =
  | { readonly state: 'ready'; readonly text: string; readonly version?: string; readonly program?: string }
  | { readonly state: 'missing' | 'unsupported'; readonly text: string; readonly next: string };

export type StartOptions = {
  /** Marks every process of the run: set as TEATREE_RUN in the environment. */
  readonly run: string;
  /** The thread's folder; worktrees are `<workspace>/<repo name>`. */
  readonly workspace: string;
  readonly repos: readonly { readonly name: string; readonly path: string }[];
  /** Session of an earlier run of this thread to resume, if any. */
  readonly session: string | undefined;
  /** Folder outside the worktrees where the harness may keep session files. */
  readonly state: string;
  /**
   * A shell command that the gate denies. The program must try it through its real way to the gate before the first
   * turn; the run is halted as ungated when `permission` was not asked about exactly this command.
   */
  readonly canary: string;
  /** Where the run's skills lie, already written: the program may read them, and nothing may change them. */
  readonly skills?: string;
  /** Harness-specific configuration of the thread, such as the recipe's text. */
  readonly config: Readonly<Record<string, string>>;
  /** The run's whole environment: nothing is inherited. */
  readonly env: Readonly<Record<string, string>>;
  /** Goes as it is into every program that is started for the run. Undefined: there is none on this machine. */
  readonly containment: Containment | undefined;
  readonly callbacks: HarnessCallbacks;
  /** The run works with these tools and without the program's own; its shell stays, for the canary, and is denied. */
  readonly tools?: ToolServer;
};

/** A server of ours that speaks the Model Context Protocol over its stdin and stdout. No part of it is a secret. */
export type ToolServer = {
  readonly name: string;
  /** Absolute. */
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
};

/** What the harness can do about a call. `edit`: hand the agent another command in the place of its own. */
export type Reach = { readonly edit: boolean };

export type HarnessCallbacks = {
  onEvent(event: HarnessEvent): void;
  /** Holds the agent until answered. Rejects never: an unanswerable call is a deny. */
  permission(call: ToolCall, can?: Reach): Promise<PermissionAnswer>;
  /** Holds the agent until the person answered; resolves to the chosen option or free text. */
  question(question: Question): Promise<string>;
};

export type Question = { readonly id: string; readonly text: string; readonly options: readonly string[] };

export type TurnEnd = { readonly outcome: TurnOutcome; readonly summary: string };

export type HarnessSession = {
  /** Session id for a later resume. */
  readonly session: string;
  readonly process: { readonly pid: number; readonly startedAt: string };
  readonly capabilities: HarnessCapabilities;
  /** Resolves when the process is gone, whoever ended it. */
  readonly exited: Promise<void>;
  /** One turn: resolves when the agent stopped, rejects when its process died. */
  prompt(instruction: Instruction): Promise<TurnEnd>;
  /** Says something at the next tool boundary of the running turn. */
  steer(text: string): void;
  /** Stops the turn; the session stays usable. */
  cancelTurn(): void;
  /** Has the program work in one of the modes of its traits; false where it does not take it. Tells it as an event. */
  setMode(mode: string): Promise<boolean>;
  /** Ends the process in order: resolves when it is gone. */
  end(): Promise<void>;
  /** Ends the process and everything it started; resolves when that is proven. */
  kill(): Promise<void>;
};
