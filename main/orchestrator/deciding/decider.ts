import { answeredWith } from '../../../core/decisions/make.ts';
import type { Proposal } from '../../../core/decisions/proposal.ts';
import { forRules } from '../../../core/decisions/rules.ts';
import type { DecisionId } from '../../../core/ids.ts';
import type { Authorities } from '../../../core/model/deciding/decision.ts';
import { openSignal } from './open-signal.ts';
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
  let due = Infinity;
  let stopped = false;
  const refused = new Set<string>();

  async function decideNext(): Promise<void> {
    const at = now();
    const next = forRules(orchestrator.state, at, authorities()).find(({ key }) => !refused.has(key));
    if (!next) return wake(everyMs);
    await make(next, at);
    wake(0);
  }

  async function make(proposal: Proposal, at: number): Promise<void> {
    const id = newDecisionId();
    const opening = openSignal(orchestrator.state, proposal, id);
    const applied = opening?.applied ?? proposal.choice;
    const decision = answeredWith(proposal, { id, applied, by: 'rule', actor, now: at });
    const opens = opening && { opens: opening.opens };
    const possible = opening !== undefined || proposal.choice.action !== 'open';
    const made = possible && (await orchestrator.dispatch({ type: 'decision.make', decision, ...opens }));
    // What cannot be done now stays a proposal to the person.
    if (!made || !made.ok) refused.add(proposal.key);
  }

  /** Never later than it is due already, so that a busy board is read too. */
  function wake(ms: number): void {
    if (stopped || performance.now() + ms >= due) return;
    clearTimeout(timer);
    due = performance.now() + ms;
    timer = setTimeout(() => {
      due = Infinity;
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
