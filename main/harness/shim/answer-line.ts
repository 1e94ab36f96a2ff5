import { withCommand } from '../../../core/gates/tools/with-command.ts';
import type { PermissionAnswer } from '../../../core/gates/verdict.ts';
import type { CallForm, HookCall } from './hook-call.ts';

type Input = HookCall['input'];

/** Exit code and text of the answer, on one line, as the shim and the plugins take it. No `call`: it was not understood. */
export function answerLine(form: CallForm, answer: PermissionAnswer, call: HookCall | undefined): string {
  if (answer.kind === 'deny') return denial(form, answer.message);
  if (answer.command === undefined) return `0 ${JSON.stringify(leave(form))}`;
  const input = call && withCommand({ ...call, id: 'edited', cwd: call.cwd ?? '/' }, answer.command)?.input;
  const edited = input && edit(form, input);
  if (edited) return `0 ${JSON.stringify(edited)}`;
  return denial(form, `Denied: the person wants this instead, word for word: ${answer.command}`);
}

function denial(form: CallForm, message: string): string {
  const reason = message.replaceAll(/\s*\n\s*/g, ' ');
  if (form === 'plugin') return `0 ${JSON.stringify({ deny: message })}`;
  if (form === 'claude') return `0 ${JSON.stringify(claudeAnswer('deny', message))}`;
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

/** Leave for the call with this input in the place of its own. Undefined: this hook cannot say that. */
function edit(form: CallForm, input: Input) {
  switch (form) {
    case 'claude':
    case 'codex':
      return claudeAnswer('allow', 'The person put another command in its place', input);
    case 'copilot':
      return { permissionDecision: 'allow', modifiedArgs: input };
    case 'plugin':
      return { allow: true, input };
    case 'qwen':
      return undefined;
  }
}

function claudeAnswer(
  permissionDecision: PermissionAnswer['kind'],
  permissionDecisionReason: string,
  updatedInput?: Input,
) {
  const edited = updatedInput && { updatedInput };
  return {
    hookSpecificOutput: { hookEventName: 'PreToolUse', permissionDecision, permissionDecisionReason, ...edited },
  };
}
