import type { PermissionAnswer } from '../../../core/gates/verdict.ts';
import type { CanUseTool } from './protocol/wire.ts';

/** What Claude Code understands as an answer. */
export type Reply = Readonly<Record<string, unknown>>;

export function hookReply(answer: PermissionAnswer): Reply {
  const verdict =
    answer.kind === 'allow'
      ? { permissionDecision: 'allow' }
      : { permissionDecision: 'deny', permissionDecisionReason: answer.message };
  return { hookSpecificOutput: { hookEventName: 'PreToolUse', ...verdict } };
}

export function promptReply(answer: PermissionAnswer, { input }: Pick<CanUseTool, 'input'>): Reply {
  return answer.kind === 'allow'
    ? { behavior: 'allow', updatedInput: input }
    : { behavior: 'deny', message: answer.message };
}
