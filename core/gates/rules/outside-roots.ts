import type { Target } from '../../model/action.ts';
import type { GateContext } from '../context.ts';
import { mayMatch, scopeOf } from '../glob.ts';
import { holdsRoot, isOwn, placeOf, type Place } from '../places.ts';
import { all, forEach, quoted, type Rule } from '../rule.ts';
import { ask, deny, type Verdict } from '../verdict.ts';

const stay = 'Work inside your own worktrees, or below $TMPDIR for scratch files.';
const whose: Readonly<Record<Place, string>> = {
  'own-root': 'the root of your own worktree',
  'own-git': 'git metadata of your own worktree',
  own: 'your own worktree',
  scratch: 'scratch space',
  'shared-temp': 'the temporary directory that everybody shares',
  'other-run': "another run's worktree",
  'primary-clone': "the person's own clone",
  'app-state': "the app's own data",
  persistence: 'a file that other programs start from',
  system: 'a system path',
  device: 'a device',
  outside: 'outside your own roots',
};

type At = { readonly segment: string; readonly path: string };

/** FS1, FS2, FS4, FS7: what may be deleted, truncated or moved away. */
const deletes: Rule = forEach('delete', (effect, context) => {
  const { target, segment } = effect;
  if (!target.known) return judgeUnbound(target, segment, context);
  const { path, all: everything } = scopeOf(target);
  return judgeDelete({ segment, path }, context) ?? judgeOwnDelete({ segment, path }, { target, everything, context });
});

function judgeDelete({ segment, path }: At, context: GateContext): Verdict | undefined {
  const place = placeOf(path, context);
  if (place === 'device') return device({ segment, path });
  if (place === 'own-git') return ownRoot({ segment, path }, whose[place]);
  if (isOwn(place)) return undefined;
  return deny({
    rule: 'FS1',
    reason: `${quoted(segment)} would remove ${path}, ${whose[place]}.`,
    next: `Delete only what your task made. ${stay}`,
    risk: holdsRoot(path, context) || place === 'other-run' || place === 'primary-clone' ? 'critical' : 'high',
  });
}

type OwnDelete = { readonly target: Target; readonly everything: boolean; readonly context: GateContext };

function judgeOwnDelete({ segment, path }: At, { target, context }: OwnDelete): Verdict | undefined {
  const root = context.worktrees.find((own) => own.path === path);
  if (root) return ownRoot({ segment, path }, 'all of your own worktree');
  const reached = context.worktrees.find((own) => mayMatch(target, own.path, '.git'));
  return reached && ownRoot({ segment, path: `${reached.path}/.git` }, 'git metadata of your own worktree');
}

function ownRoot({ segment, path }: At, what: string): Verdict {
  return deny({
    rule: 'FS2',
    reason: `${quoted(segment)} would remove ${what} (${path}).`,
    next: 'Name the files or folders below it that should go. Teatree removes worktrees itself.',
    risk: 'high',
  });
}

/** FS7: with an empty variable it might take a root; otherwise a person looks. */
function judgeUnbound(target: Target, segment: string, context: GateContext): Verdict {
  const left =
    target.ifUnset === undefined ? undefined : scopeOf({ path: target.ifUnset, known: true, glob: true }).path;
  if (left !== undefined && holdsRoot(left, context)) {
    return deny({
      rule: 'FS7',
      reason: `${quoted(segment)} would remove ${left} if the variable in it is empty or unset.`,
      next: 'Write the path out, or guard it as in "${DIR:?}/build".',
      risk: 'critical',
    });
  }
  const place = target.path.startsWith('/') ? placeOf(target.path, context) : 'own';
  if (!isOwn(place)) return judgeDelete({ segment, path: target.path }, context) ?? unbound(segment);
  return unbound(segment);
}

function unbound(segment: string): Verdict {
  return ask({
    rule: 'FS7',
    reason: `What ${quoted(segment)} removes cannot be seen before it runs.`,
    next: 'Approving lets it remove whatever the expression names; a literal path needs no approval.',
    risk: 'high',
  });
}

/** FS4, FS5: what may be written. */
const writes: Rule = forEach('write', (effect, context) => {
  const { target, segment } = effect;
  const path = scopeOf(target).path;
  if (!target.known && !path.startsWith('/')) {
    return ask({
      rule: 'FS5',
      reason: `Where ${quoted(segment)} writes cannot be seen before it runs.`,
      next: 'Approving lets it write there; a literal path inside your worktree needs no approval.',
      risk: 'medium',
    });
  }
  return judgeWrite({ segment, path }, context);
});

function judgeWrite({ segment, path }: At, context: GateContext): Verdict | undefined {
  const place = placeOf(path, context);
  if (isOwn(place)) return undefined;
  if (place === 'device') return device({ segment, path });
  if (place === 'outside' || place === 'shared-temp') {
    return ask({
      rule: 'FS5',
      reason: `${quoted(segment)} writes to ${path}, ${whose[place]}.`,
      next: `Approving lets it write there. Otherwise: ${stay}`,
      risk: 'medium',
    });
  }
  return deny({
    rule: 'FS5',
    reason: `${quoted(segment)} writes to ${path}, ${whose[place]}.`,
    next: stay,
    risk: 'high',
  });
}

function device({ segment, path }: At): Verdict {
  return deny({
    rule: 'FS4',
    reason: `${quoted(segment)} writes to the device ${path}.`,
    next: stay,
    risk: 'critical',
  });
}

/** FS1 for modes and owners; one file is a write like another. */
const permissions: Rule = forEach('permissions', ({ target, recursive, broad, segment }, context) => {
  const { path } = scopeOf(target);
  if (!target.known && !path.startsWith('/')) return recursive ? unbound(segment) : undefined;
  const place = placeOf(path, context);
  if (!isOwn(place) && recursive) {
    return deny({
      rule: 'FS1',
      reason: `${quoted(segment)} changes rights of everything in ${path}, ${whose[place]}.`,
      next: stay,
      risk: 'high',
    });
  }
  if (broad && place === 'own-root') {
    return ask({
      rule: 'FS3',
      reason: `${quoted(segment)} gives everybody write access to all of your worktree.`,
      next: 'Name the one file that needs it, such as `chmod +x scripts/run.sh`.',
      risk: 'medium',
    });
  }
  return judgeWrite({ segment, path }, context);
});

/** Nothing outside the run's own worktrees and scratch is changed. */
export const outsideRoots: Rule = all(deletes, writes, permissions);
