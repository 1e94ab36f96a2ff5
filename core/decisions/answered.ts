import type { ChoiceAction, TakenDecision } from '../model/deciding/decision.ts';

const leavesAsItIs: ReadonlySet<ChoiceAction> = new Set(['keep', 'apart']);

/**
 * Whether a decision answers what is proposed under a key. Who takes a drop or a link back has said what he thinks;
 * who takes back that nothing was to be done, or what became of a signal, wants to be asked again. What the factory takes
 * back, with an order that is gone, was no answer.
 */
export function answers({ key, undone, applied }: TakenDecision, asked: string): boolean {
  if (key !== asked || undone?.by.who === 'factory') return false;
  return !undone || ('thread' in applied && !leavesAsItIs.has(applied.action));
}
