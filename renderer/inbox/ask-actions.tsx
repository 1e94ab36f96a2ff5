import { GateActions } from './gate/gate-actions.tsx';
import type { GateActionsProps } from './gate/gate-actions.tsx';
import { QuestionActions } from './question-actions.tsx';

export function AskActions({ asks, active, compact }: GateActionsProps) {
  const [first] = asks;
  if (!first) return null;
  if (first.subject.kind === 'gate') return <GateActions asks={asks} active={active} compact={compact} />;
  return <QuestionActions ask={first} subject={first.subject} active={active} compact={compact} />;
}
