import type { PermissionAnswer } from '../../../../core/gates/verdict.ts';
import type { ToolCall } from '../../../../core/model/action.ts';
import type { HarnessEvent } from '../../../../core/model/harness-event.ts';
import type { CallBook, Voice } from '../call-book.ts';
import { merged, outputOf, toolCallOf, type CallReading, type ToolUpdate } from './tool-update.ts';

export type ToolsOptions = {
  readonly book: CallBook;
  readonly reading: CallReading;
  readonly onEvent: (event: HarnessEvent) => void;
  /** Every call passes a hook or plugin, so that one which never came there was turned down before. */
  readonly hooked: boolean;
  /** A denial whose reason the agent has no way to hear: a permission request is answered with yes or no. */
  readonly onUnheard: (reason: string) => void;
};

type Seen = { update: ToolUpdate; readonly startedAt: number; ended: boolean };

/** Follows the calls of a session and tells each once: as a call when its input is known, as a result when it has ended. */
export function followTools({ book, reading, onEvent, hooked, onUnheard }: ToolsOptions) {
  const seen = new Map<string, Seen>();
  const told = new Set<string>();

  function tell(call: ToolCall, voice: Voice): string {
    const id = book.idOf(call, voice);
    if (!told.has(id)) onEvent({ type: 'tool-call', call: { ...call, id } });
    told.add(id);
    return id;
  }

  function remember(update: ToolUpdate): Seen {
    const known = seen.get(update.toolCallId);
    if (known) {
      known.update = merged(known.update, update);
      return known;
    }
    const fresh = { update, startedAt: Date.now(), ended: false };
    seen.set(update.toolCallId, fresh);
    return fresh;
  }

  async function end(call: ToolCall, known: Seen, last: ToolUpdate): Promise<void> {
    const id = tell(call, 'stream');
    if (!hooked && readsOnly(known.update) && book.decisionOn(call.id) === undefined) await book.decide(call, 'stream');
    const turnedDown =
      hooked && known.update.status === 'failed' && call.tool !== 'execute' && book.decisionOn(call.id) === undefined;
    const text = outputOf(last);
    if (text !== '') onEvent({ type: 'tool-output', call: id, text });
    onEvent({ ...resultOf(known), call: id, ...(turnedDown && { ran: false }) });
  }

  return {
    onUpdate(update: ToolUpdate): void {
      const known = remember(update);
      const { status } = known.update;
      const call = toolCallOf(known.update, reading);
      if (known.ended) return;
      if (status === 'completed' || status === 'failed') {
        known.ended = true;
        return void end(call, known, update);
      }
      if (Object.keys(call.input.rawInput ?? {}).length > 0) tell(call, 'stream');
    },
    /** The agent asks for leave. */
    async onRequest(update: ToolUpdate): Promise<PermissionAnswer> {
      const call = toolCallOf(remember(update).update, reading);
      tell(call, 'stream');
      const answer = await book.decide(call, 'stream');
      if (answer.kind === 'deny' && !book.heard(call.id, 'hook')) onUnheard(answer.message);
      return answer;
    },
    /** The hook of the call asks for leave. */
    onHook(call: ToolCall): Promise<PermissionAnswer> {
      tell(call, 'hook');
      return book.decide(call, 'hook');
    },
  };
}

/** Calls that agents make without asking where there is no hook. The gate judges them when they have happened. */
function readsOnly({ kind }: ToolUpdate): boolean {
  return kind === 'read' || kind === 'search' || kind === 'think';
}

function resultOf({ update: { title, status }, startedAt }: Seen) {
  const ok = status === 'completed';
  const summary = `${title ?? 'The call'} ${ok ? 'ended' : 'failed'}`.slice(0, 300);
  return { type: 'tool-result', ok, summary, durationMs: Date.now() - startedAt } as const;
}
