import { z } from 'zod';
import { fail, ok } from '../../../../core/result.ts';
import type { Result } from '../../../../core/result.ts';
import type { ClaudeProcess } from './claude-process.ts';

/** The oldest version whose gate was seen to hold. */
export const FLOOR = '2.1.330';

/** A person may sleep over an answer. Without one in that time the call is blocked. Seconds. */
const ANSWER_WITHIN_S = 14 * 24 * 3600;

const Initialized = z.looseObject({
  hooks_applied: z.boolean().optional(),
  hook_on_failure_supported: z.boolean().optional(),
});

/** Has the program ask us before each call of a tool, and block the call when asking fails. */
export async function initialize(process: ClaudeProcess, withinMs: number): Promise<Result<void>> {
  const hook = { matcher: '*', hookCallbackIds: ['gate'], timeout: ANSWER_WITHIN_S, onFailure: 'block' };
  const answer = await Promise.race([
    process.request({ subtype: 'initialize', hooks: { PreToolUse: [hook] } }),
    tooLate(withinMs),
  ]);
  if (!answer.ok) return answer;
  const said = Initialized.safeParse(answer.value);
  if (said.data?.hook_on_failure_supported === true && said.data.hooks_applied === true) return ok(undefined);
  return fail({
    code: 'harness-unsupported',
    message: 'This version of Claude Code runs a tool when its gate fails, so it cannot be trusted here',
    next: `Update it to ${FLOOR} or later: claude update`,
  });
}

function tooLate(ms: number): Promise<Result<never>> {
  const message = `Claude Code did not answer within ${ms / 1000} s`;
  const silent = fail({ code: 'agent-silent', message, next: 'Try again; the machine may be overloaded' });
  return new Promise((resolve) => setTimeout(() => resolve(silent), ms).unref());
}
