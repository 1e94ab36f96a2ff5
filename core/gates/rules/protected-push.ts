import type { PushRef } from '../../model/action.ts';
import type { GateContext } from '../context.ts';
import { isProtected } from '../git/protected.ts';
import { worktreeOf } from '../git-command.ts';
import { forEach, quoted, type Rule } from '../rule.ts';
import { ask, deny, type Verdict } from '../verdict.ts';

const landing = 'Commit and push your own branch; landing on other branches is done by teatree after review.';

/** GIT2: an agent pushes its own branch; anything else on the remote is somebody's decision. */
export const protectedPush: Rule = forEach('git', ({ git, segment }, context) => {
  if (git.refs.length === 0 && !git.all) return undefined;
  const worktree = worktreeOf(git.directory, context);
  const push = { segment, own: worktree?.branch, context };
  const verdicts = git.refs.flatMap((ref) => judgeRef(ref, push) ?? []);
  if (git.all) verdicts.push(askFirst(segment, 'pushes more than your own branch'));
  const elsewhere = git.remote !== undefined && worktree !== undefined && git.remote !== worktree.remote;
  if (elsewhere) verdicts.push(askFirst(segment, `pushes to ${git.remote ?? ''}, not to ${worktree.remote}`));
  return verdicts;
});

type Push = { readonly segment: string; readonly own: string | undefined; readonly context: GateContext };

function judgeRef(ref: PushRef, { segment, own, context }: Push): Verdict | undefined {
  const { destination, deletes } = ref;
  const mine = destination !== undefined && destination === own;
  if (deletes && !mine) {
    return deny({
      rule: 'GIT2',
      reason: `${quoted(segment)} deletes ${destination ?? 'a branch'} on the remote, which is not your branch.`,
      next: 'Leave it; say in your result which branch should go.',
      risk: 'critical',
    });
  }
  if (deletes) return askFirst(segment, 'deletes your own branch on the remote');
  if (mine) return undefined;
  if (destination === undefined) return askFirst(segment, 'pushes to a branch that cannot be seen before it runs');
  const kind = isProtected(destination, context) ? 'the protected branch' : 'the branch';
  return askFirst(segment, `pushes to ${kind} ${destination}, which is not yours`);
}

function askFirst(segment: string, what: string): Verdict {
  return ask({
    rule: 'GIT2',
    reason: `${quoted(segment)} ${what}.`,
    next: `Approving lets it happen on the remote. ${landing}`,
    risk: 'high',
  });
}
