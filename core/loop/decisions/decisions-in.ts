import type { TakenDecision } from '../../model/deciding/decision.ts';
import type { FactoryState } from '../state.ts';

/** Every decision that was ever taken, in the order of their times. */
export function decisionsIn({ threads, signals }: Pick<FactoryState, 'threads' | 'signals'>): readonly TakenDecision[] {
  const of = (subject: { readonly decisions?: readonly TakenDecision[] }) => subject.decisions ?? [];
  return [...[...threads.values()].flatMap(of), ...[...signals.values()].flatMap(of)].sort((a, b) => a.at - b.at);
}
