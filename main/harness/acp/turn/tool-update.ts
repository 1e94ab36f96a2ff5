import { z } from 'zod';
import type { ToolCall } from '../../../../core/model/action.ts';

const anything = z.unknown().optional();
const text = z.string().nullish().catch(undefined);

const Content = z.union([
  z.object({ type: z.literal('content'), content: z.object({ text: z.string() }) }),
  z.object({ type: z.literal('diff'), path: z.string() }),
]);

/** What `tool_call`, `tool_call_update` and a permission request say of a call. Fields that are no good are left out. */
export const ToolUpdate = z.object({
  toolCallId: z.string().min(1),
  title: text,
  name: text,
  kind: text,
  status: z.enum(['pending', 'in_progress', 'completed', 'failed']).nullish().catch(undefined),
  rawInput: anything,
  rawOutput: anything,
  content: z.array(Content.or(anything)).nullish().catch(undefined),
  locations: z
    .array(z.object({ path: z.string() }))
    .nullish()
    .catch(undefined),
  _meta: anything,
});
export type ToolUpdate = z.infer<typeof ToolUpdate>;

const Input = z.record(z.string(), z.json());

/** A later update says only what changed. */
export function merged(earlier: ToolUpdate | undefined, later: ToolUpdate): ToolUpdate {
  const said = Object.entries(later).filter(([name, value]) => !isNothing(name, value));
  return earlier === undefined ? later : { ...earlier, ...Object.fromEntries(said) };
}

/** Agents announce a call before its input is there. */
function isNothing(name: string, value: unknown): boolean {
  if (value === undefined || value === null) return true;
  return name === 'rawInput' && typeof value === 'object' && Object.keys(value).length === 0;
}

export type CallReading = {
  readonly cwd: string;
  /** The agent tells a command by its title alone, whole and unchanged. */
  readonly titleIsCommand: boolean;
};

/**
 * The call as the gate reads it. The kind is the agent's word for the tool; a command is a command whatever the kind says,
 * since agents call `cat` reading. Titles are for people.
 */
export function toolCallOf(update: ToolUpdate, { cwd, titleIsCommand }: CallReading): ToolCall {
  const said = Input.safeParse(update.rawInput).data;
  const raw =
    said ?? (titleIsCommand && update.kind === 'execute' && update.title ? { command: update.title } : undefined);
  const paths = [...(update.locations ?? []), ...diffsOf(update)].map(({ path }) => ({ path }));
  const input: ToolCall['input'] = {
    ...(raw && { rawInput: raw }),
    ...(update.title && { title: update.title.slice(0, 2000) }),
    ...(paths.length > 0 && { locations: paths }),
  };
  return { id: shortId(update.toolCallId), tool: toolOf(update, raw).slice(0, 100), input, cwd };
}

function toolOf({ kind, name }: ToolUpdate, raw: ToolCall['input'] | undefined): string {
  const command = raw?.command ?? raw?.cmd;
  const isCommand = (typeof command === 'string' || Array.isArray(command)) && typeof raw?.path !== 'string';
  if (isCommand) return 'execute';
  if (kind && kind !== 'other') return kind;
  return name ?? kind ?? 'other';
}

/** Ids are the agent's; the gate takes up to 200 characters. */
export function shortId(id: string): string {
  return id.length <= 200 ? id : id.slice(-200);
}

function diffsOf({ content }: ToolUpdate): readonly { readonly path: string }[] {
  return (content ?? []).flatMap((item) => {
    const parsed = Content.safeParse(item).data;
    return parsed?.type === 'diff' ? [{ path: parsed.path }] : [];
  });
}

const Piece = z.object({ data: z.string() }).optional().catch(undefined);
const Streamed = z.object({ terminal_output: Piece, terminal_output_delta: Piece });

/** A piece of what a command puts out, of agents that tell it as a terminal would show it. */
export function pieceOf({ _meta }: ToolUpdate): string {
  const said = Streamed.safeParse(_meta).data;
  return (said?.terminal_output_delta ?? said?.terminal_output)?.data ?? '';
}

/** What the call put out, in words. Some agents fence it, for clients that draw it as Markdown. */
export function outputOf(update: ToolUpdate): string {
  const text = saidOf(update);
  return /^(`{3,})\w*\n([\s\S]*)\n\1$/.exec(text.trim())?.[2] ?? text;
}

function saidOf({ content, rawOutput }: ToolUpdate): string {
  const texts = (content ?? []).flatMap((item) => {
    const parsed = Content.safeParse(item).data;
    return parsed?.type === 'content' ? [parsed.content.text] : [];
  });
  if (texts.length > 0) return texts.join('\n');
  if (typeof rawOutput === 'string') return rawOutput;
  const said = z
    .object({ output: z.string() })
    .or(z.object({ formatted_output: z.string() }))
    .safeParse(rawOutput).data;
  return said === undefined ? '' : Object.values(said).join('\n');
}
