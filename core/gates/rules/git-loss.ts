import { all, forEach, quoted, type Rule } from '../rule.ts';
import { ask, deny } from '../verdict.ts';

/** GIT3: work in progress is not thrown away without a look. */
const discards: Rule = forEach('git', ({ git, segment }) =>
  git.discards === undefined
    ? undefined
    : ask({
        rule: 'GIT3',
        reason: `${quoted(segment)} throws away ${git.discards}.`,
        next: 'Approving lets it happen; teatree takes a checkpoint first. Restoring one named file needs no approval.',
        risk: 'medium',
      }),
);

/** GIT5: history and what lost work is recovered from stay. */
const destroys: Rule = forEach('git', ({ git, segment }) =>
  git.destroys === undefined
    ? undefined
    : deny({
        rule: 'GIT5',
        reason: `${quoted(segment)} destroys ${git.destroys}.`,
        next: 'Leave history as it is and add a commit instead.',
        risk: 'critical',
      }),
);

/** GIT6: git starts only its own programs. */
const programs: Rule = forEach('git', ({ git, segment }) =>
  git.programs.length === 0
    ? undefined
    : deny({
        rule: 'GIT6',
        reason: `${quoted(segment)} makes git run a program through ${git.programs.join(', ')}.`,
        next: 'Run the program itself, so that it can be judged, and git without that setting.',
        risk: 'critical',
      }),
);

/** GIT7: worktrees are made and removed by teatree. */
const worktrees: Rule = forEach('git', ({ git, segment }) => {
  if (git.verb !== 'worktree') return undefined;
  const verb = git.args.find((arg) => !arg.startsWith('-'));
  if (verb === 'remove' || verb === 'move') {
    return deny({
      rule: 'GIT7',
      reason: `${quoted(segment)} takes a worktree away; their life is teatree's.`,
      next: 'Leave worktrees where they are; finished ones are removed for you.',
      risk: 'critical',
    });
  }
  if (verb === 'list' || verb === undefined) return undefined;
  return ask({
    rule: 'GIT7',
    reason: `${quoted(segment)} changes the list of worktrees.`,
    next: 'Approving lets it happen. A branch in your own worktree is enough for most work.',
    risk: 'medium',
  });
});

/** GIT8: settings that reach beyond this repository. */
const settings: Rule = forEach('git', ({ git, segment }) => {
  if (!git.configures || git.configures.scope === 'local') return undefined;
  return ask({
    rule: 'GIT8',
    reason: `${quoted(segment)} changes git for every repository on this machine.`,
    next: 'Approving changes it for the person too. `git config` without --global stays in this repository.',
    risk: 'medium',
  });
});

export const gitLoss: Rule = all(discards, destroys, programs, worktrees, settings);
