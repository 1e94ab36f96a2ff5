import type { ToolCall } from '../../../../../core/model/action.ts';
import type { Scope } from '../../../../../core/model/recipe/template.ts';
import type { Environment } from '../../../../process/environment.ts';
import type { Parent } from '../parent.ts';
import type { ActionRecord, Session } from '../session.ts';

/** How a step's action ended. `note` and `message` are for people. */
export type ActionEnd =
  | { readonly kind: 'done'; readonly note: string }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'interrupted' };

/** One atomic piece of work with what it may use. */
export type Action = {
  /** Stable over restarts. */
  readonly id: string;
  /** What an earlier life recorded; `failed` has been turned into a new attempt. */
  readonly record: ActionRecord | undefined;
  readonly attempt: number;
  /** Absolute folder the action works in. */
  readonly cwd: string;
  readonly scope: Scope;
  /** For an ask: the id its answer is kept under. */
  readonly answers: string | undefined;
  readonly why: string | undefined;
  readonly env: Environment;
  readonly parent: Parent;
  readonly session: Session;
  /** Aborted when the turn is cancelled. */
  readonly signal: AbortSignal;
};

export type CallRequest = {
  readonly tool: 'shell' | 'edit' | 'write';
  readonly input: ToolCall['input'];
  readonly part?: string;
};

/** The raw call of an action, or of one file of it. A repeated attempt after a failure is a new call. */
export function callOf(action: Action, { tool, input, part }: CallRequest): ToolCall {
  const again = action.attempt > 1 ? `~${action.attempt}` : '';
  const id = part === undefined ? action.id : `${action.id}#${part}`;
  return {
    id: `${id}${again}`,
    tool,
    input,
    cwd: action.cwd,
    ...(action.why === undefined ? {} : { why: action.why }),
  };
}

/** Leave to go ahead, with the person's own command in the place of the call's where they gave one. */
export type Leave =
  | { readonly kind: 'given'; readonly command: string | undefined }
  | Extract<ActionEnd, { readonly kind: 'refused' | 'interrupted' }>;

/** Tells the call and waits for leave. Another command comes only where `edit` says that it would do. */
export async function askLeave(action: Action, call: ToolCall, { edit = false } = {}): Promise<Leave> {
  action.parent.tell({ type: 'tool-call', call });
  const answer = await action.parent.permission(call, { signal: action.signal, edit });
  if (answer?.kind === 'allow') return { kind: 'given', command: answer.command };
  const summary = answer === undefined ? 'cancelled before it was allowed' : answer.message;
  action.parent.tell({ type: 'tool-result', call: call.id, ok: false, summary, durationMs: 0 });
  return answer === undefined ? { kind: 'interrupted' } : { kind: 'refused', message: answer.message };
}

export function tellResult(
  action: Action,
  call: ToolCall,
  result: { ok: boolean; summary: string; durationMs: number },
): void {
  action.parent.tell({ type: 'tool-result', call: call.id, ...result });
}
