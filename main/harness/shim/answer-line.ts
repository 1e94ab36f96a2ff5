import type { PermissionAnswer } from '../../../core/gates/verdict.ts';
import type { CallForm } from './hook-call.ts';

/** Exit code and text of the answer, on one line, as the shim and the plugins take it. */
export function answerLine(form: CallForm, answer: PermissionAnswer): string {
  if (answer.kind === 'allow') return `0 ${JSON.stringify(leave(form))}`;
  const reason = answer.message.replaceAll(/\s*\n\s*/g, ' ');
  if (form === 'plugin') return `0 ${JSON.stringify({ deny: answer.message })}`;
  if (form === 'claude') return `0 ${JSON.stringify(claudeAnswer('deny', answer.message))}`;
  // Its exit code 2 denies without a reason.
  if (form === 'copilot')
    return `0 ${JSON.stringify({ permissionDecision: 'deny', permissionDecisionReason: reason })}`;
  return `2 ${reason}`;
}

/** Claude's own rules would ask again what the gate has allowed; the others take silence for no objection. */
function leave(form: CallForm) {
  switch (form) {
    case 'claude':
      return claudeAnswer('allow', 'The gate allows it');
    case 'copilot':
      return { permissionDecision: 'allow' };
    case 'plugin':
      return { allow: true };
    case 'codex':
    case 'qwen':
      return {};
  }
}

function claudeAnswer(permissionDecision: PermissionAnswer['kind'], permissionDecisionReason: string) {
  return { hookSpecificOutput: { hookEventName: 'PreToolUse', permissionDecision, permissionDecisionReason } };
}
