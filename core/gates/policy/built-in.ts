import { canaryRule } from '../rules/factory/canary.ts';
import { environment } from '../rules/environment.ts';
import { forcePush } from '../rules/force-push.ts';
import { gitElsewhere } from '../rules/git-elsewhere.ts';
import { gitLoss } from '../rules/git-loss.ts';
import { infrastructure } from '../rules/infrastructure.ts';
import { install } from '../rules/install.ts';
import { machine } from '../rules/machine.ts';
import { opaque } from '../rules/opaque.ts';
import { outsideRoots } from '../rules/outside-roots.ts';
import { protectedPush } from '../rules/protected-push.ts';
import { secrets } from '../rules/secrets.ts';
import { skipHooks } from '../rules/skip-hooks.ts';
import { readOnly } from '../rules/factory/read-only.ts';
import { steering } from '../rules/factory/steering.ts';
import type { NamedRule } from './consult.ts';

/** The shipped rules. Order matters among equals only: the first of them is the one that is explained. */
export const builtInRules: readonly NamedRule[] = [
  { name: 'skip-hooks', rule: skipHooks },
  { name: 'steering', rule: steering },
  { name: 'read-only', rule: readOnly },
  { name: 'force-push', rule: forcePush },
  { name: 'protected-push', rule: protectedPush },
  { name: 'git-elsewhere', rule: gitElsewhere },
  { name: 'git-loss', rule: gitLoss },
  { name: 'outside-roots', rule: outsideRoots },
  { name: 'secrets', rule: secrets },
  { name: 'infrastructure', rule: infrastructure },
  { name: 'machine', rule: machine },
  { name: 'environment', rule: environment },
  { name: 'opaque', rule: opaque },
  // New code still meets every other rule when it runs.
  { name: 'install', rule: install, opens: true },
  { name: 'canary', rule: canaryRule },
];
