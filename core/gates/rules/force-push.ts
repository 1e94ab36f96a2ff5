import type { GitUse } from '../../model/action.ts';
import type { GateContext } from '../context.ts';
import { isProtected } from '../git/protected.ts';
import { worktreeOf } from '../git-command.ts';
import { forEach, quoted, type Rule } from '../rule.ts';
import { ask, deny } from '../verdict.ts';

const next = 'Commit on top and push without force. Landing on a shared branch is done by teatree after review.';

/** GIT1: nothing on a remote is overwritten. */
export const forcePush: Rule = forEach('git', ({ git, segment }, context) => {
  if (git.force === 'none') return undefined;
  if (git.force === 'plain') {
    return deny({
      rule: 'GIT1',
      reason: `${quoted(segment)} overwrites the remote branch; others may have fetched those commits.`,
      next,
      risk: 'critical',
    });
  }
  const foreign = foreignBranch(git, context);
  if (foreign !== undefined) {
    return deny({
      rule: 'GIT1',
      reason: `${quoted(segment)} overwrites ${foreign} on the remote.`,
      next,
      risk: 'critical',
    });
  }
  return ask({
    rule: 'GIT1',
    reason: `${quoted(segment)} rewrites your branch on the remote.`,
    next: 'Approving replaces the remote branch if nobody else has pushed to it. A new commit needs no approval.',
    risk: 'medium',
  });
});

function foreignBranch(git: GitUse, context: GateContext): string | undefined {
  const own = worktreeOf(git.directory, context)?.branch;
  if (git.all) return 'every branch';
  const foreign = git.refs.find((ref) => ref.destination !== own && isProtected(ref.destination, context));
  return foreign?.destination;
}
