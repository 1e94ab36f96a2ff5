import { withCommand } from '../../../core/gates/tools/with-command.ts';
import type { PermissionAnswer } from '../../../core/gates/verdict.ts';
import { toolCall } from './events/tool-call.ts';
import type { Made } from './events/tool-call.ts';

/** What Claude Code understands as an answer. */
export type Reply = Readonly<Record<string, unknown>>;

export function hookReply(answer: PermissionAnswer, made: Made): Reply {
  const verdict =
    answer.kind === 'deny'
      ? { permissionDecision: 'deny', permissionDecisionReason: answer.message }
      : {
          permissionDecision: 'allow',
          ...(answer.command !== undefined && { updatedInput: inputAfter(answer, made) }),
        };
  return { hookSpecificOutput: { hookEventName: 'PreToolUse', ...verdict } };
}

export function promptReply(answer: PermissionAnswer, made: Made): Reply {
  return answer.kind === 'allow'
    ? { behavior: 'allow', updatedInput: inputAfter(answer, made) }
    : { behavior: 'deny', message: answer.message };
}

/**
 * The whole input that the call runs with: its own, but for the command that the person may have put in its place. Where
 * that has no place it is nothing, which the program turns down.
 */
export function inputAfter(answer: PermissionAnswer, made: Made): Made['input'] {
  if (answer.kind === 'deny' || answer.command === undefined) return made.input;
  return withCommand(toolCall({ ...made, cwd: '/' }), answer.command)?.input ?? {};
}
