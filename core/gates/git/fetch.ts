import { has, readOptions } from '../options.ts';
import type { GitInvocation } from './invocation.ts';
import type { Loss, LossContext } from './loss-context.ts';
import { shortBranch } from './push.ts';

const long =
  'all append atomic depth= deepen= force jobs= multiple prune prune-tags tags no-tags refmap= recurse-submodules= set-upstream shallow-since= update-head-ok upload-pack= unshallow rebase= strategy= strategy-option= squash no-commit ff-only no-ff'.split(
    ' ',
  );

/** `git fetch origin x:y` and `git pull origin x:y` write the local branch y. */
export function writesBranches(git: GitInvocation): boolean {
  return refspecsOf(git).length > 0;
}

export function lossByFetch(git: GitInvocation, { ownBranch, isProtected }: LossContext): Loss | undefined {
  const all = has(optionsOf(git), 'f', 'force');
  const losses = refspecsOf(git).map(({ forced, branch }): Loss => {
    const force = forced || all;
    if (branch === ownBranch) return force ? { discards: 'where its own branch points' } : {};
    if (/[*]/.test(branch) || isProtected(branch)) {
      return force ? { destroys: `where ${branch} points` } : { discards: `where ${branch} points` };
    }
    return force ? { discards: `where ${branch} points` } : {};
  });
  return losses.find((loss) => loss.destroys) ?? losses.find((loss) => loss.discards);
}

type Refspec = { readonly forced: boolean; readonly branch: string };

/** Those whose destination is a branch; remembered branches, tags and other refs are fetch's own. */
function refspecsOf(git: GitInvocation): readonly Refspec[] {
  return optionsOf(git)
    .operands.slice(1)
    .flatMap(({ text }) => {
      const destination = text.slice(text.indexOf(':') + 1);
      if (!text.includes(':') || destination === '' || /^refs\/(?!heads\/)/.test(destination)) return [];
      return [{ forced: text.startsWith('+'), branch: shortBranch(destination) }];
    });
}

function optionsOf({ words }: GitInvocation) {
  return readOptions(words, { valued: 'josX', long });
}
