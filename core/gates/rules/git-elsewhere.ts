import { placeOf } from '../places.ts';
import { forEach, quoted, type Rule } from '../rule.ts';
import { ask, deny } from '../verdict.ts';

/** GIT4: nobody else's working tree, index or refs are changed; reading and fetching there is free. */
export const gitElsewhere: Rule = forEach('git', ({ git, segment }, context) => {
  const writes = git.mutates || git.configures?.scope === 'local';
  if (!writes) return undefined;
  if (git.directory === undefined) {
    return ask({
      rule: 'GIT4',
      reason: `In which repository ${quoted(segment)} acts cannot be seen before it runs.`,
      next: 'Approving lets it act there. `git -C <your worktree> …` needs no approval.',
      risk: 'medium',
    });
  }
  const place = placeOf(git.directory, context);
  if (place === 'own' || place === 'own-root' || place === 'own-git' || place === 'scratch') return undefined;
  const others = place === 'primary-clone' || place === 'other-run' || place === 'app-state';
  const text = {
    rule: 'GIT4',
    reason: `${quoted(segment)} changes the repository at ${git.directory}, which is not yours.`,
    next: 'Make the change in your own worktree of that repository; reading and fetching here is allowed.',
    risk: others ? ('critical' as const) : ('medium' as const),
  };
  return others || place !== 'outside' ? deny(text) : ask(text);
});
