import { all, forEach, quoted, type Rule } from '../rule.ts';
import { ask } from '../verdict.ts';

/** PK1: what is not in the lockfile is new code on this machine. */
const installs: Rule = forEach('install', ({ manager, packages, global, segment }) => {
  const what = packages.length > 0 ? packages.slice(0, 5).join(', ') : 'packages that the lockfile does not fix';
  return ask({
    rule: 'PK1',
    reason: `${quoted(segment)} brings in ${what} with ${manager}${global ? ' for the whole machine' : ''}.`,
    next: 'Approving downloads and may run that code. Installing from the manifest or lockfile needs no approval.',
    risk: 'medium',
  });
});

/** PK2: publishing cannot be taken back. */
const publishes: Rule = forEach('publish', ({ what, segment }) =>
  ask({
    rule: 'PK2',
    reason: `${quoted(segment)} publishes with ${what}.`,
    next: "Approving makes it public under the person's name.",
    risk: 'high',
  }),
);

export const install: Rule = all(installs, publishes);
