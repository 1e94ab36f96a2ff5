import { z } from 'zod';

/**
 * A tool call as a harness reports it, before anything is understood about it.
 * `id` is the harness's own id of the call: stable when the same call is asked again after a crash.
 */
export const ToolCall = z.object({
  id: z.string().min(1).max(200),
  /** `shell` carries `command`; `write` and `edit` carry `path`; any other tool's input is opaque JSON. */
  tool: z.string().min(1).max(100),
  input: z.record(z.string(), z.json()),
  /** Absolute directory the call starts in. */
  cwd: z.string().min(1),
  /** The agent's own line on why, untrusted text. */
  why: z.string().max(2000).optional(),
});
export type ToolCall = z.infer<typeof ToolCall>;

/** Text that came over the network or out of a decoder: nobody has read it, so it must not be run. */
export type Origin = 'network' | 'decoder';

/** One word of a command after expansion; `known: false` when its value depends on something not visible here. */
export type Word = {
  readonly text: string;
  readonly known: boolean;
  /** Only when not known: what is left when every unknown part is empty or unset. */
  readonly ifUnset?: string;
  /** The text holds an active pattern and stands for what it matches. */
  readonly glob?: boolean;
  readonly origin?: Origin;
};

/** One simple command that would really run, after wrappers, nested shells, substitutions and cwd tracking. */
export type EffectiveCommand = {
  readonly argv: readonly Word[];
  /** Absolute; undefined when a `cd` before it could not be resolved. */
  readonly cwd: string | undefined;
  /** Assignments in force for this command, its own and exported ones, such as `HUSKY=0 git commit`. */
  readonly env: Readonly<Record<string, Word>>;
  /** What is piped or redirected into it, as far as it can be seen. */
  readonly stdin?: Word | undefined;
  /** The part of the raw text it came from, for the denial that quotes it. */
  readonly segment: string;
};

/** An absolute, normalised path; `known: false` when only part of it could be resolved (a glob, a variable). */
export type Target = {
  readonly path: string;
  readonly known: boolean;
  /** The path holds a pattern; everything it matches is meant. */
  readonly glob?: boolean;
  /** Only when not known: the path that is left when every unknown part is empty. */
  readonly ifUnset?: string;
};

export type PushRef = {
  /** `+ref` or --force for this ref. */
  readonly force: boolean;
  readonly source: string;
  /** Short branch or full ref name on the remote; undefined when it follows configuration. */
  readonly destination: string | undefined;
  readonly deletes: boolean;
};

/** What a git command would do, global options resolved. `directory` is where it acts. */
export type GitUse = {
  readonly verb: string;
  readonly args: readonly string[];
  readonly directory: string | undefined;
  readonly remote?: string | undefined;
  readonly force: 'none' | 'lease' | 'plain';
  /** Only for `push`. `all` stands for --all, --mirror or --tags. */
  readonly refs: readonly PushRef[];
  readonly all: boolean;
  /** Hooks are skipped: --no-verify, commit -n, core.hooksPath, HUSKY=0 … */
  readonly skipsHooks: boolean;
  /** Working tree, index or refs of `directory` change. */
  readonly mutates: boolean;
  /** What would be lost of work in progress, in words: "uncommitted changes", "a stash" … */
  readonly discards?: string | undefined;
  /** What would be lost of history or its recovery data, in words. */
  readonly destroys?: string | undefined;
  /** Programs of the caller's choice that git is told to start: aliases with `!`, core.sshCommand, --upload-pack … */
  readonly programs: readonly string[];
  /** Scope and keys that `git config` writes; absent for other verbs. */
  readonly configures?: { readonly scope: 'local' | 'global' | 'system'; readonly keys: readonly string[] } | undefined;
};

/** Machine-wide state an agent never needs: raw devices, power, services, mounts … */
export type SystemArea = 'device' | 'power' | 'fork-bomb' | 'service' | 'kernel' | 'schedule' | 'network' | 'clock';

/** What an action would do to the world. Rules read these, never command names or raw text. */
export type ActionEffect = { readonly segment: string } & (
  | { readonly kind: 'exec'; readonly program: string; readonly argv: readonly string[] }
  | { readonly kind: 'read'; readonly target: Target }
  | { readonly kind: 'write'; readonly target: Target }
  | { readonly kind: 'delete'; readonly target: Target; readonly recursive: boolean }
  /** Mode, owner or attributes change; `broad` when everybody may write afterwards. */
  | { readonly kind: 'permissions'; readonly target: Target; readonly recursive: boolean; readonly broad: boolean }
  | { readonly kind: 'git'; readonly git: GitUse }
  /** `exposes`: a shell or this machine is offered to the other side. `sends`: data of this machine goes there. */
  | {
      readonly kind: 'network';
      readonly host: string | undefined;
      readonly exposes?: boolean;
      readonly sends?: boolean;
    }
  /** A stored credential or a secret variable comes out. */
  | { readonly kind: 'credential'; readonly what: string }
  | { readonly kind: 'environment-dump' }
  /** A token stands in the call itself; `what` names its kind, never the token. */
  | { readonly kind: 'literal-secret'; readonly what: string }
  /** Many files become one. */
  | { readonly kind: 'archive' }
  /** Shared systems change: `irreversible` when nobody can take it back. */
  | { readonly kind: 'infrastructure'; readonly what: string; readonly irreversible: boolean }
  | {
      readonly kind: 'install';
      readonly manager: string;
      readonly packages: readonly string[];
      readonly global: boolean;
    }
  | { readonly kind: 'publish'; readonly what: string }
  /** Text nobody has read is handed to an interpreter. */
  | { readonly kind: 'code'; readonly origin: Origin; readonly program: string }
  /** A variable is set for this command or the ones after it. */
  | { readonly kind: 'environment'; readonly name: string; readonly value: Word }
  /** The project's hooks are switched off or removed by their own tool. */
  | { readonly kind: 'hooks-off'; readonly program: string }
  | { readonly kind: 'agent'; readonly program: string; readonly ungated: boolean }
  | { readonly kind: 'system'; readonly area: SystemArea; readonly program: string }
  | { readonly kind: 'process'; readonly signal: string; readonly targets: readonly string[] }
  /** A process that outlives the run's tree. */
  | { readonly kind: 'detach'; readonly program: string }
  | { readonly kind: 'privilege'; readonly program: string }
  /** Part of it could not be understood. Never allowed silently. */
  | { readonly kind: 'opaque'; readonly reason: string }
);

/** What an agent wants to do, normalised. The only thing a rule may look at. */
export type Action = {
  readonly call: ToolCall;
  /** One line for people, from the parsed form. */
  readonly title: string;
  readonly commands: readonly EffectiveCommand[];
  readonly effects: readonly ActionEffect[];
};

/** The part of an Action that is journalled and shown: plain data, bounded in size. */
export const ActionSummary = z.object({
  call: z.string(),
  tool: z.string(),
  title: z.string().max(500),
  raw: z.string().max(10_000),
  cwd: z.string(),
  /** Effective commands, one line each, as they would really run. */
  expanded: z.array(z.string().max(2000)).max(50),
  /** Hash over tool, cwd and input: the same action asked twice has the same fingerprint. */
  fingerprint: z.string(),
  /** What the agent had wanted, where the person put this in its place. */
  replaces: z.string().max(10_000).optional(),
  why: z.string().optional(),
});
export type ActionSummary = z.infer<typeof ActionSummary>;
