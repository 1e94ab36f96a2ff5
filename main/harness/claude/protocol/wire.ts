import { z } from 'zod';
import { parseJson } from '../../../../core/parse-json.ts';

/** The lines that Claude Code writes, as far as we read them (stream-json, measured with 2.1.330). Unknown fields pass. */

const Json = z.record(z.string(), z.unknown());

const Block = z.looseObject({
  type: z.string(),
  /** text */
  text: z.string().optional(),
  /** thinking */
  thinking: z.string().optional(),
  /** tool_use */
  id: z.string().optional(),
  name: z.string().optional(),
  input: Json.optional(),
  /** tool_result */
  tool_use_id: z.string().optional(),
  is_error: z.boolean().nullish(),
  content: z.unknown().optional(),
});
export type Block = z.infer<typeof Block>;

/** A sub-agent's message names the call that started it. */
const origin = { parent_tool_use_id: z.string().nullish(), subagent_type: z.string().nullish() };

const Assistant = z.looseObject({
  type: z.literal('assistant'),
  message: z.looseObject({ id: z.string().optional(), content: z.array(Block) }),
  /** Such as `rate_limit`, when the text is the program's own words about a failed request. */
  error: z.string().nullish(),
  ...origin,
});

const User = z.looseObject({
  type: z.literal('user'),
  message: z.looseObject({ content: z.union([z.string(), z.array(Block)]) }),
  uuid: z.string().optional(),
  /** A message of ours that the model gets now. */
  isReplay: z.boolean().optional(),
  /** What the tool answered, before it was put into words for the model. */
  tool_use_result: z.unknown().optional(),
  tool_result_meta: z.array(z.looseObject({ id: z.string(), non_execution_kind: z.string().optional() })).optional(),
  ...origin,
});

const StreamEvent = z.looseObject({
  type: z.literal('stream_event'),
  event: z.looseObject({
    type: z.string(),
    message: z.looseObject({ id: z.string().optional() }).optional(),
    delta: z.looseObject({ type: z.string().optional(), text: z.string().optional() }).optional(),
  }),
  ...origin,
});

const System = z.looseObject({
  type: z.literal('system'),
  subtype: z.string(),
  /** init, status */
  permissionMode: z.string().nullish(),
  /** api_retry */
  error: z.string().nullish(),
  error_status: z.number().nullish(),
  retry_delay_ms: z.number().nullish(),
  /** task_started, task_notification */
  task_type: z.string().nullish(),
  task_id: z.string().nullish(),
  tool_use_id: z.string().nullish(),
  description: z.string().nullish(),
  subagent_type: z.string().nullish(),
});

const RateLimit = z.looseObject({
  type: z.literal('rate_limit_event'),
  rate_limit_info: z.looseObject({
    status: z.string(),
    /** Seconds since the epoch. */
    resetsAt: z.number().nullish(),
    rateLimitType: z.string().nullish(),
    /** Of 1, and only where it gets tight. */
    utilization: z.number().nullish(),
  }),
});

export const ModelUsage = z.record(
  z.string(),
  z.looseObject({
    inputTokens: z.number().default(0),
    outputTokens: z.number().default(0),
    cacheReadInputTokens: z.number().default(0),
    cacheCreationInputTokens: z.number().default(0),
  }),
);
export type ModelUsage = z.infer<typeof ModelUsage>;

/**
 * Money and `modelUsage` are totals of the whole session, earlier processes included. It ends the turn, whatever else it
 * says: a field that is no good is left out.
 */
const TurnResult = z.looseObject({
  type: z.literal('result'),
  subtype: z.string().catch('it does not say how the turn ended'),
  is_error: z.boolean().catch(true),
  result: z.string().nullish().catch(undefined),
  errors: z.array(z.string()).nullish().catch(undefined),
  terminal_reason: z.string().nullish().catch(undefined),
  total_cost_usd: z.number().optional().catch(undefined),
  modelUsage: ModelUsage.optional().catch(undefined),
});
export type TurnResult = z.infer<typeof TurnResult>;

const HookCallback = z.looseObject({
  subtype: z.literal('hook_callback'),
  input: z.looseObject({
    tool_name: z.string(),
    tool_input: Json,
    tool_use_id: z.string(),
    cwd: z.string(),
    /** The task of the sub-agent that makes the call. */
    agent_id: z.string().nullish(),
  }),
});
export type HookCallback = z.infer<typeof HookCallback>;

const CanUseTool = z.looseObject({
  subtype: z.literal('can_use_tool'),
  tool_name: z.string(),
  input: Json,
  tool_use_id: z.string(),
  decision_reason_type: z.string().nullish(),
});
export type CanUseTool = z.infer<typeof CanUseTool>;

export const Asked = z.discriminatedUnion('subtype', [HookCallback, CanUseTool]);
export type Asked = z.infer<typeof Asked>;

const ControlRequest = z.looseObject({ type: z.literal('control_request'), request_id: z.string(), request: Json });

const ControlResponse = z.looseObject({
  type: z.literal('control_response'),
  response: z.looseObject({
    subtype: z.string(),
    request_id: z.string(),
    response: Json.nullish(),
    error: z.string().nullish(),
  }),
});

const FromClaude = z.discriminatedUnion('type', [
  Assistant,
  User,
  StreamEvent,
  System,
  RateLimit,
  TurnResult,
  ControlRequest,
  ControlResponse,
]);
export type FromClaude = z.infer<typeof FromClaude>;
export type Message = Exclude<FromClaude, { type: 'control_request' | 'control_response' }>;
export type Said<T extends FromClaude['type']> = Extract<FromClaude, { type: T }>;

const known = new Set<string>(FromClaude.options.map((option) => option.shape.type.value));
const Typed = z.object({ type: z.string() });

/** `unknown`: a message of a later version, which is no error. `broken`: no message at all, or one we should know. */
export type Read =
  | { readonly kind: 'message'; readonly message: FromClaude }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'broken'; readonly why: string };

export function readLine(text: string): Read {
  const value = parseJson(text);
  const typed = Typed.safeParse(value);
  if (!typed.success) return { kind: 'broken', why: 'not a message' };
  if (!known.has(typed.data.type)) return { kind: 'unknown' };
  const message = FromClaude.safeParse(value);
  if (message.success) return { kind: 'message', message: message.data };
  const [issue] = message.error.issues;
  return {
    kind: 'broken',
    why: `${typed.data.type}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'malformed'}`,
  };
}
