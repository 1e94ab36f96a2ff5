/**
 * The facts a gate may use about the run whose action it judges. All paths absolute, symlinks resolved by main.
 * Nothing here is read by the rules from the world: the same context and action give the same verdict.
 */
export type GateContext = {
  readonly home: string;
  /** Own worktrees of this run, one per repo. */
  readonly worktrees: readonly GateWorktree[];
  /** Own scratch directory ($TMPDIR of the run). */
  readonly scratch: string;
  /** The thread's folder that holds the worktrees. */
  readonly workspace: string;
  /** Where every thread's workspace lives; below it, what is not own is another run's. */
  readonly workspaces: string;
  /** The person's own clones: read-only to agents. */
  readonly primaryClones: readonly string[];
  /** The app's data and configuration: never an agent's. */
  readonly appState: string;
  /** Branch names or globs such as `release/*`. */
  readonly protectedBranches: readonly string[];
  /** Variables whose values are known: HOME, TMPDIR, PWD, USER … */
  readonly env: Readonly<Record<string, string>>;
  /** Names of the programs the repos have installed (`node_modules/.bin`, `.venv/bin`): `npx` of one fetches nothing. */
  readonly tools?: readonly string[];
  /** Files of this thread that the person has seen word for word and said yes to: what they demand may change. */
  readonly ratified?: readonly string[];
  /** Process ids of the run's own tree. */
  readonly processes?: readonly number[];
  /** The run sees no processes but its own, so every process id it can name is one of them. */
  readonly ownPids?: true | undefined;
  /** The run looks at work and does none: nothing but its scratch may change, and nobody answers its questions. */
  readonly readOnly?: true;
  /** Symlinks met on the way to a target: link → real path. */
  readonly symlinks: Readonly<Record<string, string>>;
};

export type GateWorktree = {
  readonly path: string;
  /** The name of the repo it is of. */
  readonly repo?: string;
  readonly branch: string;
  readonly defaultBranch: string;
  readonly remote: string;
};
