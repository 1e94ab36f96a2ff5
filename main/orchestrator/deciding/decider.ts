import { answeredWith } from '../../../core/decisions/make.ts';
import type { Proposal } from '../../../core/decisions/proposal.ts';
import { isForRules, proposalsOf } from '../../../core/decisions/rules.ts';
import type { DecisionId } from '../../../core/ids.ts';
import type { Authorities } from '../../../core/model/deciding/decision.ts';
import type { Orchestrator } from '../orchestrator-port.ts';

type DeciderParts = {
  readonly orchestrator: Pick<Orchestrator, 'state' | 'dispatch' | 'subscribe'>;
  readonly now: () => number;
  readonly authorities: () => Authorities;
  readonly newDecisionId: () => DecisionId;
};

/** New facts settle before they are read; without any the board is read by the clock, because time decides as well. */
const settleMs = 500;
const everyMs = 10 * 60_000;
const actor = { who: 'factory', via: 'rule' } as const;

/** Makes what the rules may decide alone, one after another, each on the board that the one before left. */
export function watchBoard({ orchestrator, now, authorities, newDecisionId }: DeciderParts): () => void {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const refused = new Set<string>();

  async function decideNext(): Promise<void> {
    const at = now();
    const next = proposalsOf(orchestrator.state, at).find(
      (proposal) => isForRules(proposal, authorities()) && !refused.has(proposal.key),
    );
    if (next && !stopped) {
      await make(next, at);
      wake(0);
    } else wake(everyMs);
  }

  async function make(proposal: Proposal, at: number): Promise<void> {
    const decision = answeredWith(proposal, {
      ...{ id: newDecisionId(), applied: proposal.choice, by: 'rule', actor, now: at },
    });
    const made = await orchestrator.dispatch({ type: 'decision.make', decision });
    // What cannot be done now stays a proposal to the person.
    if (!made.ok) refused.add(proposal.key);
  }

  function wake(ms: number): void {
    clearTimeout(timer);
    if (stopped) return;
    timer = setTimeout(() => {
      decideNext().catch((error: unknown) => console.error('teatree: deciding failed', error));
    }, ms).unref();
  }

  const end = orchestrator.subscribe(() => wake(settleMs));
  wake(settleMs);
  return () => {
    stopped = true;
    end();
    clearTimeout(timer);
  };
}
