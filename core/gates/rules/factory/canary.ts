import { deny } from '../../verdict.ts';
import { forEach } from '../../rule.ts';

const canary = 'teatree-canary';
const rule = 'CANARY';

/** The harmless command a run tries before its first turn: who asks about it has a gate, and the gate says no. */
export function canaryOf(run: string): string {
  return `${canary} ${run}`;
}

/** Whether a denial is the proof that the gate lives, rather than something the agent did. */
export function isProof(verdict: { readonly rule: string; readonly kind: string }): boolean {
  return verdict.rule === rule && verdict.kind === 'deny';
}

export const canaryRule = forEach('exec', ({ program }) =>
  program === canary
    ? deny({
        rule,
        reason: 'This is the canary that proves the gate is there. It is always denied.',
        next: 'Go on with the task; there is nothing to do about it.',
        risk: 'low',
      })
    : undefined,
);
