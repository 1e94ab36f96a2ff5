import type { ToolCall } from '../../../../core/model/action.ts';
import { ToolCall as ToolCallSchema } from '../../../../core/model/action.ts';

const longestId = 200;
const longestName = 100;
const longestWhy = 2000;

/** A call as the program tells of it. */
export type Made = { readonly id: string; readonly name: string; readonly input: Readonly<Record<string, unknown>> };

/** A call of the program in the form of the gate. What does not fit is cut where it only names, and never where it acts. */
export function toolCall(made: Made & { readonly cwd: string }): ToolCall {
  const { description } = made.input;
  const why = typeof description === 'string' && description !== '' ? { why: description.slice(0, longestWhy) } : {};
  return ToolCallSchema.parse({
    id: made.id.slice(0, longestId) || 'unnamed',
    tool: made.name.slice(0, longestName) || 'unnamed',
    input: made.input,
    cwd: made.cwd || '/',
    ...why,
  });
}
