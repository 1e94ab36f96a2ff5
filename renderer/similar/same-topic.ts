import type { Proposal } from '../../core/decisions/proposal.ts';
import type { Choice } from '../../core/model/deciding/decision.ts';

/** Whether two threads are about the same, as it is asked about both of them. */
export type SameTopicQuestion = Proposal & { readonly choice: Extract<Choice, { action: 'link' }> };

export function isSameTopic(proposal: Proposal): proposal is SameTopicQuestion {
  return proposal.choice.action === 'link';
}
