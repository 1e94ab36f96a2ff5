import type { AuthMethod, NewSessionRequest } from '@agentclientprotocol/sdk/unstable';
import type { HarnessInfo } from '../../../../core/contract.ts';
import type { HarnessCapabilities } from '../../../../core/model/harness/harness-capabilities.ts';
import type { SkillPlace } from '../../harness.ts';
import type { ShimPlace } from '../../shim/shim-script.ts';
import type { ToolUpdate } from '../turn/tool-update.ts';

/** One row of the table of agents: everything that is particular about a program that speaks the protocol. */
export type AcpAgent = {
  readonly id: string;
  readonly title: string;
  readonly program: Program;
  /** Other programs that it needs beside itself. */
  readonly needs?: readonly Program[];
  readonly args: readonly string[];
  /** The mode in which the client is asked; without it the agent starts in it. */
  readonly mode?: string;
  /** The mode inside a containment, where its own sandbox cannot start: what asks there is its hook alone. */
  readonly containedMode?: string;
  /** Those a person may choose, the one in which it begins first: in each its gate was seen to be asked. */
  readonly modes?: HarnessInfo['modes'];
  readonly gate: HarnessCapabilities['gate'];
  readonly denyReason: HarnessCapabilities['denyReason'];
  /**
   * Its hook can hand it another command than the one it wants to run, and comes before it asks for permission: an
   * answer to that is only yes or no.
   */
  readonly edit: boolean;
  /** It tells a command by its title alone, whole and unchanged. */
  readonly titleIsCommand?: boolean;
  /** What its program does of its own accord: no model wanted it, so no hook hears of it. */
  readonly isAside?: (update: ToolUpdate) => boolean;
  /** Reports money. */
  readonly cost: boolean;
  /** False: it says that it can take up a session, and cannot. */
  readonly resumes?: boolean;
  /** What this agent cannot do, or does not tell, for people. */
  readonly gaps: readonly string[];
  /** False: it cannot be made to try a command, so its gate is proven only by what it does. */
  readonly canary: boolean;
  /** Why it cannot be held to tools of ours alone, as a model’s seat needs it. */
  readonly seatGap?: string;
  /** Undefined: nobody knows whether it reads skills. `folder` is from its own folder in a thread. */
  readonly skills?: SkillPlace;
  /** Writes the agent's own configuration and says how to start it in that. */
  prepare(home: AgentHome): Promise<Preparation>;
};

export type Program = {
  /** Name of the executable on PATH and in `node_modules/.bin`. */
  readonly bin: string;
  /** Its npm package, whose version counts. */
  readonly package?: RegExp;
  /** Where it lies below node_modules when its package was installed without running scripts. */
  readonly native?: string;
  /** Prints the version where no package tells it. */
  readonly versionArgs?: readonly string[];
  /** Oldest version whose gate is known to hold. */
  readonly floor?: string;
  /** How to get it. */
  readonly install: string;
};

export type AgentHome = {
  /** Own folder of the agent in this thread: its configuration and its sessions. Outlives the run. */
  readonly folder: string;
  /** The person's home, where their own configuration and credentials of the program lie. */
  readonly person: string;
  /** Where the agent works. */
  readonly cwd: string;
  readonly gate: ShimPlace;
  /** The agent is held back by us, so that a sandbox of its own is one too many. */
  readonly contained: boolean;
  /** Started programs, absolute; the first is the agent itself, then its needs in order. */
  readonly programs: readonly Launch[];
  /** Given instead of the person's own model: a server on loopback. */
  readonly model: { readonly url: string } | undefined;
};

export type Launch = { readonly command: string; readonly args: readonly string[] };

export type Preparation = {
  readonly args?: readonly string[];
  /** Added to the run's environment. */
  readonly env: Readonly<Record<string, string>>;
  /** What holds the gate up: inside a containment nothing can change it, and a run in which it changes is ungated. */
  readonly settings?: readonly string[];
  /** What the gate outranks: inside a containment nothing can change it; outside of it the program itself does. */
  readonly outranked?: readonly string[];
  /** What would bring the gate down: nothing is there, and a run in which it comes to be is ungated. */
  readonly absent?: readonly string[];
  /** The person's own sign-in, which a containment would otherwise hide. */
  readonly credentials?: readonly string[];
  /** Where it keeps its books outside of its own folder; these exist. */
  readonly books?: readonly string[];
  readonly meta?: NewSessionRequest['_meta'];
  /** Picks the way to sign in where the agent wants one. */
  readonly signIn?: (methods: readonly AuthMethod[]) => string | undefined;
};
