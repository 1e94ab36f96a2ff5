/** What a harness and a model say to each other, in no protocol's own words. */
export type Api = 'messages' | 'responses' | 'chat' | 'gemini';

export type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'call'; readonly id: string; readonly name: string; readonly input: unknown }
  | { readonly kind: 'result'; readonly call: string; readonly text: string };

export type Turn = { readonly role: 'system' | 'user' | 'assistant'; readonly parts: readonly Part[] };

export type ToolSpec = {
  readonly name: string;
  /** The group that a protocol keeps the tool in; its calls must name it. */
  readonly namespace: string | undefined;
  /** JSON Schema of the input; undefined: the tool takes plain text. */
  readonly schema: unknown;
};

/** One request for a reply. */
export type Conversation = {
  readonly api: Api;
  readonly model: string;
  readonly stream: boolean;
  /** Neighbours of one role are one turn. */
  readonly turns: readonly Turn[];
  readonly tools: readonly ToolSpec[];
};

export type ReplyPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'thought'; readonly text: string }
  | { readonly kind: 'call'; readonly tool: ToolSpec; readonly input: unknown };

export type Usage = { readonly input: number; readonly cached: number; readonly output: number };

export type Reply = { readonly parts: readonly ReplyPart[]; readonly usage: Usage };

export function joinTurns(turns: readonly Turn[]): readonly Turn[] {
  const joined: Turn[] = [];
  for (const turn of turns) {
    const last = joined.at(-1);
    if (turn.parts.length === 0) continue;
    if (last?.role === turn.role) joined[joined.length - 1] = { ...last, parts: [...last.parts, ...turn.parts] };
    else joined.push(turn);
  }
  return joined;
}

export function said(text: string): readonly Part[] {
  return text === '' ? [] : [{ kind: 'text', text }];
}
