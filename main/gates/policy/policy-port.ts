import type { TypedRule } from '../../../core/gates/policy/policy-file.ts';
import type { AskId } from '../../../core/ids.ts';
import type { Actor, Ask } from '../../../core/model/ask.ts';
import type { GateState, PolicyStatus, PolicyView, RulePreview, RuleReport } from '../../../core/model/gate.ts';
import type { Thread } from '../../../core/model/thread.ts';
import type { Result } from '../../../core/result.ts';

/** An ask and how far an approval of it should reach. */
export type Wish = { readonly ask: Ask; readonly thread: Thread; readonly scope: 'repo' | 'always' };

/** Rules ready to be written. */
export type Drafted = { readonly rules: readonly TypedRule[] };

/** What the rest of the factory may ask of the policy. */
export type PolicyOffice = {
  status(): PolicyStatus;
  view(): Promise<PolicyView>;
  report(gate: GateState, now: number): Promise<readonly RuleReport[]>;
  /** The rules a wish comes to; refused where no rule can say it, with the reason. */
  draft(wish: Wish): Promise<Result<Drafted>>;
  preview(wish: Wish): Promise<RulePreview>;
  addRules(
    drafted: Drafted,
    given: { readonly ask?: AskId | undefined; readonly by: Actor },
  ): Promise<Result<{ hash: string }>>;
  removeRule(id: string, by: Actor): Promise<Result<{ hash: string }>>;
  /** Calls back when what is in force, or what is wrong with it, changed. */
  subscribe(listener: (status: PolicyStatus) => void): () => void;
};
