import type { Target } from '../../../model/action.ts';
import type { GateContext } from '../../context.ts';
import { scopeOf } from '../../glob.ts';
import { isWithin } from '../../paths.ts';
import { placeOf } from '../../places.ts';
import { all, forEach, quoted, type Rule } from '../../rule.ts';
import { deny, type Verdict } from '../../verdict.ts';

const rule = 'REV1';
/** What changes neither working tree nor branches, and yet what git keeps or others see. */
const stores = /^(push|fetch|pull|gc|repack|prune|maintenance)$/;
const next = 'Put it as a finding instead. Below $TMPDIR you may write what you need to look.';

const inReview: typeof forEach = (kind, judge) =>
  forEach(kind, (effect, context) => (context.readOnly ? judge(effect, context) : undefined));

/** REV1: a reviewer changes nothing but its scratch. The person cannot switch it off: a maker is a run of its own. */
export const readOnly: Rule = all(
  changes('write', 'writes'),
  changes('delete', 'removes'),
  changes('permissions', 'changes the rights of'),
  inReview('git', ({ git, segment }, { scratch }) => {
    const own = git.directory !== undefined && isWithin(git.directory, scratch) && git.verb !== 'push';
    const looks = !git.mutates && !stores.test(git.verb);
    return looks || own ? undefined : no(`${quoted(segment)} changes a repository.`);
  }),
  inReview('install', ({ segment }) => no(`${quoted(segment)} installs programs.`)),
  inReview('publish', ({ segment }) => no(`${quoted(segment)} publishes.`)),
  inReview('infrastructure', ({ segment }) => no(`${quoted(segment)} changes shared systems.`)),
  inReview('network', ({ sends, exposes, segment }) =>
    sends || exposes ? no(`${quoted(segment)} hands something out over the network.`) : undefined,
  ),
);

function changes(kind: 'write' | 'delete' | 'permissions', verb: string): Rule {
  return inReview(kind, ({ target, segment }, context) =>
    isScratch(target, context)
      ? undefined
      : no(`${quoted(segment)} ${verb} ${target.known ? target.path : 'what cannot be seen'}.`),
  );
}

/** What everybody may write, such as the temporary folder of the machine, is not the reviewer's. */
function isScratch(target: Target, context: GateContext): boolean {
  if (!target.known) return false;
  const { path } = scopeOf(target);
  return isWithin(path, context.scratch) || (path.startsWith('/dev/') && placeOf(path, context) === 'scratch');
}

function no(reason: string): Verdict {
  return deny({ rule, reason: `${reason} A review only reads`, next, risk: 'medium' });
}
