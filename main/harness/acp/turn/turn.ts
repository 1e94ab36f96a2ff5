import { methods, RequestError } from '@agentclientprotocol/sdk/unstable';
import type { ClientContext } from '@agentclientprotocol/sdk/unstable';
import { z } from 'zod';
import type { HarnessEvent } from '../../../../core/model/harness-event.ts';
import type { Instruction } from '../../../../core/model/instruction.ts';
import type { TurnEnd } from '../../harness.ts';
import { limitOf } from './limits.ts';
import { TurnUsage, type turnCost } from './usage.ts';

export type Turns = {
  run(instruction: Instruction): Promise<TurnEnd>;
  /** Reaches the model when it has stopped; without a turn, before the next one. */
  say(text: string): void;
  cancel(): void;
  /** What the agent said, for the summary of its turn. */
  onText(text: string): void;
};

export type TurnsOptions = {
  readonly agent: ClientContext;
  readonly session: string;
  readonly onEvent: (event: HarnessEvent) => void;
  readonly cost: ReturnType<typeof turnCost>;
  readonly onCancel: () => void;
};

/** Whatever an agent answers ends its turn. */
const TurnResponse = z
  .object({ stopReason: z.string().catch('it does not say why'), usage: TurnUsage.nullish().catch(undefined) })
  .catch({ stopReason: 'it does not say why', usage: undefined });
type TurnResponse = z.infer<typeof TurnResponse>;

/** Of a summary the last words count. */
const SUMMARY = 2000;

/**
 * One instruction is one turn of ours and may be several of the agent's: it is prompted again as long as there is something
 * that could not be said while it worked, such as a steering message or why the gate refused a call.
 */
export function agentTurns(options: TurnsOptions): Turns {
  const { agent, session, onEvent, cost } = options;
  let queue: string[] = [];
  let spoken = '';
  let running = false;
  let stopped = false;

  async function promptOnce(text: string): Promise<TurnResponse> {
    spoken = '';
    const prompt = [{ type: 'text' as const, text }];
    const said = await agent.request(methods.agent.session.prompt, { sessionId: session, prompt });
    const response = TurnResponse.parse(said);
    const used = cost.event(response.usage);
    if (used) onEvent(used);
    return response;
  }

  async function talk(text: string): Promise<TurnEnd> {
    let next = [...queue.splice(0), text].join('\n\n');
    for (;;) {
      const { stopReason } = await promptOnce(next);
      if (stopped) return { outcome: 'interrupted', summary: 'The turn was stopped' };
      if (queue.length === 0) return endOf(stopReason, spoken);
      next = queue.splice(0).join('\n\n');
    }
  }

  function failed(error: unknown): TurnEnd {
    if (!(error instanceof RequestError)) throw error;
    const limit = limitOf(error, detailOf(error));
    if (limit) onEvent(limit);
    return failureOf(error);
  }

  return {
    async run(instruction) {
      if (running) throw new Error(`Prompted with ${instruction.id} during another turn`);
      [running, stopped] = [true, false];
      onEvent({ type: 'turn-started', instruction: instruction.id });
      try {
        const end = await talk(instruction.text).catch(failed);
        onEvent({ type: 'turn-ended', ...end });
        return end;
      } finally {
        running = false;
      }
    },
    say: (text) => void queue.push(text),
    cancel() {
      if (!running || stopped) return;
      stopped = true;
      queue = [];
      options.onCancel();
      // An agent that is gone has nothing to cancel; its turn rejects by itself.
      agent.notify(methods.agent.session.cancel, { sessionId: session }).catch(() => undefined);
    },
    onText: (text) => void (spoken = (spoken + text).slice(-SUMMARY)),
  };
}

function endOf(reason: string, spoken: string): TurnEnd {
  const summary = spoken.trim() || 'The agent said nothing';
  switch (reason) {
    case 'end_turn':
      return { outcome: 'completed', summary };
    case 'cancelled':
      return { outcome: 'refused', summary: 'The agent gave up after a refusal' };
    case 'refusal':
      return { outcome: 'failed', summary: `The model refused: ${summary}` };
    default:
      return { outcome: 'failed', summary: `The agent stopped (${reason}): ${summary}` };
  }
}

/** The agent said what went wrong; that it died is for the caller. */
function failureOf(error: RequestError): TurnEnd {
  return { outcome: 'failed', summary: `The agent failed: ${detailOf(error)}` };
}

export function detailOf(error: RequestError): string {
  const { data, message } = error;
  const detail: unknown = typeof data === 'object' && data !== null && 'details' in data ? data.details : undefined;
  return typeof detail === 'string' ? `${message}: ${detail}` : message;
}
