import type { PermissionAnswer } from '../../../core/gates/verdict.ts';
import type { ToolCall } from '../../../core/model/action.ts';
import { isEmpty, keyOf } from './call-key.ts';

/** Who speaks of a call: the agent's stream (with its permission requests), or the hook that it passes. */
export type Voice = 'stream' | 'hook';

type Decision = { readonly keys: Set<string | undefined>; readonly answer: Promise<PermissionAnswer> };

type Entry = {
  readonly id: string;
  /** What it does; more than one only where the person put another command in its place. */
  readonly keys: Set<string>;
  readonly voices: Set<Voice>;
  decision: Decision | undefined;
};

export type CallBook = {
  /** The id under which the call is known to the gate and in the transcript. */
  idOf(call: ToolCall, voice: Voice): string;
  /** The gate's answer. A call is judged once, however many voices ask about it, unless they say different things. */
  decide(call: ToolCall, voice: Voice): Promise<PermissionAnswer>;
  /** A call with no input has ended: it is one that the hook told of, with no input either. Leave is never found this way. */
  joinEmpty(call: ToolCall): void;
  /** The answer under way or given, if the gate was asked about the call. */
  decisionOn(id: string): Promise<PermissionAnswer> | undefined;
  /** Whether that voice spoke of the call. */
  heard(id: string, voice: Voice): boolean;
};

/**
 * Joins what the stream and the hook say about one call. The same id is the same call; else a call that does the same and
 * that the other voice has not spoken of yet. One to one: a second identical call is judged by itself.
 */
export function callBook(ask: (call: ToolCall) => Promise<PermissionAnswer>): CallBook {
  const entries: Entry[] = [];
  const byId = new Map<string, Entry>();

  function find(call: ToolCall, voice: Voice): Entry {
    const key = keyOf(call);
    const entry =
      byId.get(call.id) ??
      entries.find((each) => key !== undefined && each.keys.has(key) && !each.voices.has(voice)) ??
      added({ id: call.id, keys: new Set(), voices: new Set(), decision: undefined });
    if (key !== undefined && entry.keys.size === 0) entry.keys.add(key);
    entry.voices.add(voice);
    byId.set(call.id, entry);
    return entry;
  }

  function added(entry: Entry): Entry {
    entries.push(entry);
    return entry;
  }

  return {
    idOf: (call, voice) => find(call, voice).id,
    decide(call, voice) {
      const entry = find(call, voice);
      const key = keyOf(call);
      const known = entry.decision;
      if (known !== undefined && (key === undefined || known.keys.has(key))) return known.answer;
      const answer = ask({ ...call, id: entry.id });
      const decision = { keys: new Set([key]), answer };
      entry.decision = decision;
      // The other voice may speak of what the person put in its place.
      void answer.then((given) => {
        if (given.kind === 'deny' || given.command === undefined) return;
        const after = keyOf({ ...call, input: { command: given.command } });
        decision.keys.add(after);
        if (after !== undefined) entry.keys.add(after);
      });
      return answer;
    },
    joinEmpty(call) {
      if (!isEmpty(call) || byId.has(call.id)) return;
      const entry = entries.find(({ keys, voices }) => keys.size === 0 && voices.has('hook') && !voices.has('stream'));
      entry?.voices.add('stream');
      if (entry) byId.set(call.id, entry);
    },
    decisionOn: (id) => byId.get(id)?.decision?.answer,
    heard: (id, voice) => byId.get(id)?.voices.has(voice) ?? false,
  };
}
