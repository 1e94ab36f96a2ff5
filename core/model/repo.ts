import { z } from 'zod';
import { RepoId } from '../ids.ts';

const Command = z.string().min(1).max(4000);

/** A deterministic command over a checkout. `command` is shell text run in the repo's root. */
export const CheckSpec = z.object({
  name: z
    .string()
    .min(1)
    .max(60)
    .regex(/^[\w.:/ -]+$/, 'may hold letters, digits, space and _ . : / -'),
  command: Command,
  timeoutSeconds: z.number().int().min(1).max(86_400).default(600),
});
export type CheckSpec = z.infer<typeof CheckSpec>;

/** A path in the repo: nothing outside it, and nothing of git's. */
const InsidePath = z
  .string()
  .min(1)
  .max(300)
  .regex(/^(?!\/|\.git(\/|$))(?!(.*\/)?\.\.?(\/|$))[^\0\\]+$/, 'must be a path inside the repo');

/** What makes a fresh worktree ready for its agent. Commands are shell text, run in the repo's root. */
export const WorkspaceConfig = z.strictObject({
  /** Ignored files or folders copied from the person's clone, such as `node_modules`; shared on disk where it can. */
  seed: z.array(InsidePath).max(20).optional(),
  /** A database per thread, named in TEATREE_DATABASE. `check` succeeds while it is there, and fails when it is not. */
  database: z.strictObject({ create: Command, check: Command, drop: Command }).optional(),
  /** Run in order, in every new worktree. */
  setup: z
    .array(CheckSpec.extend({ timeoutSeconds: CheckSpec.shape.timeoutSeconds.unwrap().default(900) }))
    .max(20)
    .optional(),
});
export type WorkspaceConfig = z.infer<typeof WorkspaceConfig>;

/** What `.teatree.yaml` may say. It is read from the protected branch, never from an agent's branch. */
export const RepoConfig = z.strictObject({
  /** Shell text that prepares a clean checkout before its checks, such as `npm ci`. */
  setup: z.string().max(4000).optional(),
  checks: z.array(CheckSpec).max(50).optional(),
  /** Branch names or globs nobody but a landing may move. */
  protected: z.array(z.string().min(1)).max(50).optional(),
  /** Globs of ignored files that are work all the same, such as `data/*.db`: checkpoints hold them. */
  precious: z.array(z.string().min(1).max(300)).max(50).optional(),
  workspace: WorkspaceConfig.optional(),
  /** Names of the repos that its code builds on. They land before it. */
  after: z.array(z.string().min(1)).max(20).optional(),
});
export type RepoConfig = z.infer<typeof RepoConfig>;

export const Repo = z.object({
  id: RepoId,
  /** Unique; the folder name of the repo's worktree in a workspace. */
  name: z.string().regex(/^[\w][\w.-]*$/),
  /** Real path of the person's own clone. Its working tree is never touched. */
  path: z.string().min(1),
  remote: z.object({ name: z.string().min(1), url: z.string().min(1) }),
  defaultBranch: z.string().min(1),
  packageManager: z.string().optional(),
  config: RepoConfig,
  /** Where `config` came from. A `.teatree.yaml` on the protected branch wins at check time. */
  configSource: z.enum(['detected', 'edited']),
  /** The person lets agents read the skills that the repo brings. */
  skillsTrusted: z.boolean().optional(),
});
export type Repo = z.infer<typeof Repo>;
