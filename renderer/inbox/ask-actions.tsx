import type { Ask } from '../../core/model/ask.ts';
import { GateActions } from './gate-actions.tsx';
import { QuestionActions } from './question-actions.tsx';

export type AskActionsProps = { readonly asks: readonly Ask[]; readonly active: boolean; readonly compact: boolean };

export function AskActions({ asks, active, compact }: AskActionsProps) {
  const [first] = asks;
  if (!first) return null;
  if (first.subject.kind === 'gate') return <GateActions asks={asks} active={active} compact={compact} />;
  return <QuestionActions ask={first} subject={first.subject} active={active} compact={compact} />;
}
