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

/** One word of a command after expansion; `known: false` when its value depends on something not visible here. */
export type Word = { readonly text: string; readonly known: boolean };

/** One simple command that would really run, after wrappers, nested shells, substitutions and cwd tracking. */
export type EffectiveCommand = {
  readonly argv: readonly Word[];
  /** Absolute; undefined when a `cd` before it could not be resolved. */
  readonly cwd: string | undefined;
  /** Assignments in force for this command only, such as `HUSKY=0 git commit`. */
  readonly env: Readonly<Record<string, Word>>;
  /** The part of the raw text it came from, for the denial that quotes it. */
  readonly segment: string;
};

/** An absolute, normalised path; `known: false` when only part of it could be resolved (a glob, a variable). */
export type Target = { readonly path: string; readonly known: boolean };

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
};

/** What an action would do to the world. Rules read these, never command names or raw text. */
export type ActionEffect = { readonly segment: string } & (
  | { readonly kind: 'exec'; readonly program: string; readonly argv: readonly string[] }
  | { readonly kind: 'read'; readonly target: Target }
  | { readonly kind: 'write'; readonly target: Target }
  | { readonly kind: 'delete'; readonly target: Target; readonly recursive: boolean }
  | { readonly kind: 'git'; readonly git: GitUse }
  | { readonly kind: 'network'; readonly host: string | undefined }
  | { readonly kind: 'install'; readonly manager: string; readonly packages: readonly string[]; readonly global: boolean }
  | { readonly kind: 'process'; readonly signal: string; readonly targets: readonly string[] }
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
  why: z.string().optional(),
});
export type ActionSummary = z.infer<typeof ActionSummary>;
