export type Loss = { readonly discards?: string | undefined; readonly destroys?: string | undefined };

/** Facts about the repository that decide how bad a loss is. */
export type LossContext = {
  readonly ownBranch: string | undefined;
  /** Root of the worktree, for a pathspec that names all of it. */
  readonly root: string | undefined;
  readonly isProtected: (branch: string) => boolean;
};
