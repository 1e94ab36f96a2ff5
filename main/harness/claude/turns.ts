import { randomUUID } from 'node:crypto';
import type { HarnessEvent } from '../../../core/model/harness-event.ts';
import type { Instruction } from '../../../core/model/instruction.ts';
import type { TurnEnd } from '../harness.ts';
import type { HarnessFailure } from '../harness-failure.ts';
import type { ClaudeProcess } from './protocol/claude-process.ts';
import type { Said, TurnResult } from './protocol/wire.ts';

export type Turns = {
  begin(instruction: Instruction): Promise<TurnEnd>;
  steer(text: string): void;
  cancel(): void;
  /** A message of ours has reached the model. */
  onHeard(message: Said<'user'>): void;
  onResult(result: TurnResult): void;
  /** Nothing will come any more. */
  onEnd(reason: HarnessFailure): void;
};

type Turn = {
  readonly instruction: string;
  cancelled: boolean;
  resolve(end: TurnEnd): void;
  reject(reason: Error): void;
};

/**
 * At most one turn at a time. A message that is said while the model finishes becomes a turn of the program's own, with a
 * result of its own: ours lasts until every message has been heard and answered.
 */
export function createTurns(
  process: Pick<ClaudeProcess, 'say' | 'request'>,
  tell: (event: HarnessEvent) => void,
): Turns {
  const unheard = new Set<string>();
  let turn: Turn | undefined;
  let over: HarnessFailure | undefined;

  function say(text: string): void {
    const uuid = randomUUID();
    unheard.add(uuid);
    process.say(text, uuid);
  }

  function finish(end: TurnEnd): void {
    tell({ type: 'turn-ended', ...end });
    turn?.resolve(end);
    turn = undefined;
  }

  return {
    begin({ id, text }) {
      if (over) return Promise.reject(over);
      if (turn) throw new Error(`Prompted with ${id} during the turn of ${turn.instruction}`);
      const ended = new Promise<TurnEnd>((resolve, reject) => {
        turn = { instruction: id, cancelled: false, resolve, reject };
      });
      tell({ type: 'turn-started', instruction: id });
      say(text);
      return ended;
    },
    steer(text) {
      if (turn) say(text);
    },
    cancel() {
      if (!turn) return;
      turn.cancelled = true;
      unheard.clear();
      void process.request({ subtype: 'interrupt' });
    },
    onHeard(message) {
      if (message.uuid !== undefined) unheard.delete(message.uuid);
      // It waited behind the turn that was stopped; nobody wants it done.
      if (!turn) void process.request({ subtype: 'interrupt' });
    },
    onResult(result) {
      if (!turn || (unheard.size > 0 && !turn.cancelled)) return;
      finish(endOf(result, turn.cancelled));
    },
    onEnd(reason) {
      over ??= reason;
      turn?.reject(over);
      turn = undefined;
    },
  };
}

/** `is_error` tells; `subtype` says success even where the key was refused. */
function endOf(result: TurnResult, cancelled: boolean): TurnEnd {
  const aborted = result.terminal_reason?.startsWith('aborted') ?? false;
  if (cancelled && (aborted || result.is_error)) return { outcome: 'interrupted', summary: 'Stopped' };
  if (!result.is_error) return { outcome: 'completed', summary: result.result ?? '' };
  const words = result.result || result.errors?.join('\n') || result.subtype.replaceAll('_', ' ');
  return { outcome: aborted ? 'interrupted' : 'failed', summary: words };
}
