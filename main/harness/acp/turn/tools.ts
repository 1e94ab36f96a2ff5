import type { PermissionAnswer } from '../../../../core/gates/verdict.ts';
import type { ToolCall } from '../../../../core/model/action.ts';
import type { HarnessEvent } from '../../../../core/model/harness-event.ts';
import type { CallBook } from '../call-book.ts';
import type { AcpAgent } from '../agents/agent.ts';
import type { SubAgent } from '../../shim/hook-call.ts';
import { callTeller } from './call-teller.ts';
import { subAgentIn } from './sub-agents.ts';
import { merged, outputOf, pieceOf, toolCallOf, type CallReading, type ToolUpdate } from './tool-update.ts';

export type ToolsOptions = {
  readonly book: CallBook;
  readonly reading: CallReading;
  readonly onEvent: (event: HarnessEvent) => void;
  /** Every call passes a hook or plugin. */
  readonly hooked: boolean;
  /** It was seen to ask about every call, so that one which failed and was not asked about was turned down before. */
  readonly proven: boolean;
  readonly isAside?: AcpAgent['isAside'];
  /** False while the agent tells what happened before it was started. */
  readonly isLive?: () => boolean;
  /** A denial whose reason the agent has no way to hear: a permission request is answered with yes or no. */
  readonly onUnheard: (reason: string) => void;
};

type Seen = {
  update: ToolUpdate;
  readonly startedAt: number;
  /** What it put out so far, of agents that tell it piece by piece. */
  streamed: string;
  ended: boolean;
  /** Of an earlier life of the session, where it was judged, and not begun again in this one. A hook judges every new one. */
  past: boolean;
};

/** As much as a transcript shows of one call. */
const mostOutput = 200_000;

const begun = (update: ToolUpdate, past: boolean): Seen => ({
  ...{ update, past, startedAt: Date.now(), streamed: '', ended: false },
});

/** Follows the calls of a session and tells each once: as a call when its input is known, as a result when it has ended. */
export function followTools(options: ToolsOptions) {
  const { book, reading, onEvent, hooked, onUnheard, isLive = () => true } = options;
  const seen = new Map<string, Seen>();
  const tell = callTeller({ book, onEvent });

  const makerOf = ({ _meta }: ToolUpdate) => subAgentIn(_meta, (id) => seen.get(id)?.update.title);

  function remember(update: ToolUpdate): Seen {
    const known = seen.get(update.toolCallId) ?? begun(update, !isLive());
    known.streamed = (known.streamed + pieceOf(update)).slice(-mostOutput);
    known.update = merged(known.update, update);
    if (isLive() && (update.status === 'pending' || update.status === 'in_progress')) known.past = false;
    seen.set(update.toolCallId, known);
    return known;
  }

  async function end(call: ToolCall, known: Seen, update: ToolUpdate): Promise<void> {
    if (hooked) book.joinEmpty(call);
    const id = tell(call, 'stream', makerOf(known.update));
    if (!hooked && readsOnly(known.update) && book.decisionOn(call.id) === undefined) await book.decide(call, 'stream');
    const unasked = book.decisionOn(call.id) === undefined;
    const turnedDown = options.proven && unasked && known.update.status === 'failed' && call.tool !== 'execute';
    const text = outputOf(update) || known.streamed;
    if (text !== '') onEvent({ type: 'tool-output', call: id, text });
    onEvent({ ...resultOf(known), call: id, ...(turnedDown && { ran: false }) });
  }

  return {
    onUpdate(update: ToolUpdate): void {
      const known = remember(update);
      if (known.ended || options.isAside?.(known.update)) return;
      const { status } = known.update;
      const call = toolCallOf(known.update, reading);
      if (status === 'completed' || status === 'failed') {
        known.ended = true;
        if (hooked && known.past) return;
        return void end(call, known, update);
      }
      if (Object.keys(call.input.rawInput ?? {}).length > 0) tell(call, 'stream', makerOf(known.update));
    },
    /** The agent asks for leave. */
    async onRequest(update: ToolUpdate): Promise<PermissionAnswer> {
      const known = remember(update).update;
      const call = toolCallOf(known, reading);
      tell(call, 'stream', makerOf(known));
      const given = await book.decide(call, 'stream');
      if (book.heard(call.id, 'hook')) return given;
      const message = denialIn(given);
      if (message === undefined) return given;
      onUnheard(message);
      return { kind: 'deny', message };
    },
    /** The hook of the call asks for leave. */
    onHook(call: ToolCall, by?: SubAgent): Promise<PermissionAnswer> {
      tell(call, 'hook', by);
      return book.decide(call, 'hook');
    },
  };
}

/** Yes to a request means yes to what the agent wanted: another command, like a reason, needs other words. */
function denialIn(answer: PermissionAnswer): string | undefined {
  if (answer.kind === 'deny') return answer.message;
  const { command } = answer;
  return command === undefined ? undefined : `Denied: the person wants this instead, word for word: ${command}`;
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
