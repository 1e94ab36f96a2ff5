import { all, forEach, quoted, type Rule } from '../rule.ts';
import { ask, deny } from '../verdict.ts';

/** EX1: what nobody has read is not run. */
const code: Rule = forEach('code', ({ origin, segment }) =>
  deny({
    rule: 'EX1',
    reason: `${quoted(segment)} runs text that comes straight from ${origin === 'network' ? 'the network' : 'a decoder'}.`,
    next: 'Save it to a file, read it, and run the commands you need from it.',
    risk: 'critical',
  }),
);

/** EX3: what cannot be understood is looked at. */
const unclear: Rule = forEach('opaque', ({ reason, segment }) =>
  ask({
    rule: 'EX3',
    reason: `${quoted(segment)}: ${reason}.`,
    next: 'Approving runs it as it stands. Written out plainly it may need no approval.',
    risk: 'high',
  }),
);

export const opaque: Rule = all(code, unclear);
