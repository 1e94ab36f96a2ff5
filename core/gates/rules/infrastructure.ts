import { forEach, quoted, type Rule } from '../rule.ts';
import { ask, deny } from '../verdict.ts';

/** INF1: what other people see or rely on is changed by a person. */
export const infrastructure: Rule = forEach('infrastructure', ({ what, irreversible, segment }) =>
  irreversible
    ? deny({
        rule: 'INF1',
        reason: `${quoted(segment)} changes shared systems for good (${what}).`,
        next: 'Say in your result what should be done; the person does it. Plans, lists and dry runs need no approval.',
        risk: 'critical',
      })
    : ask({
        rule: 'INF1',
        reason: `${quoted(segment)} reaches beyond this machine or loses data (${what}).`,
        next: 'Approving makes it happen where others see it. Looking without changing needs no approval.',
        risk: 'high',
      }),
);
