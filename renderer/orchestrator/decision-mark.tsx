import type { ThreadId } from '../../core/ids.ts';
import { useMustDecide } from './use-decisions.ts';

/** On a thread at work that has to be decided about; one that stands still says so itself. */
export function DecisionMark({ id }: { readonly id: ThreadId }) {
  return useMustDecide(id) && <p className="text-sm text-needs-you">needs a decision: see Orchestrator</p>;
}
