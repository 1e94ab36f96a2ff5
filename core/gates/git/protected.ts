import type { GateContext } from '../context.ts';

/** Names or globs such as `release/*`; the default branches of the run's repos count too. */
export function isProtected(branch: string | undefined, context: GateContext): boolean {
  if (branch === undefined) return true;
  if (context.worktrees.some((own) => own.defaultBranch === branch)) return true;
  return context.protectedBranches.some((pattern) => {
    const source = pattern.replace(/[\\^$.+?()[\]{}|]/g, '\\$&').replaceAll('*', '.*');
    return new RegExp(`^${source}$`).test(branch);
  });
}
