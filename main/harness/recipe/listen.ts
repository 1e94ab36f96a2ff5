import type { Instruction } from '../../../core/model/instruction.ts';
import { assertNever, fail, ok } from '../../../core/result.ts';
import type { Failure, Result } from '../../../core/result.ts';
import type { Line } from '../../process/lines.ts';
import type { HarnessCallbacks, Question, TurnEnd } from '../harness.ts';
import { HarnessFailure } from '../harness-failure.ts';
import { parseJson } from '../../../core/parse-json.ts';
import { fewTroubles } from '../troubles.ts';
import { FromAgent } from './protocol.ts';
import type { ToAgent } from './protocol.ts';

/** Understands the agent's lines. A line that is no message is told as an error and otherwise ignored. */
export function listenTo(callbacks: HarnessCallbacks, answer: (message: ToAgent) => void) {
  const turns = awaitedTurn();
  const complain = fewTroubles((message) => callbacks.onEvent({ type: 'error', message }));
  let complaints = '';
  let isReady: (result: Result<string>) => void = () => undefined;
  const ready = new Promise<Result<string>>((resolve) => (isReady = resolve));

  function onMessage(message: FromAgent): void {
    switch (message.type) {
      case 'ready':
        return isReady(ok(message.session));
      case 'cannot-start':
        return isReady(fail(withoutType(message)));
      case 'event':
        return callbacks.onEvent(message.event);
      case 'permission':
        return void answerPermission(callbacks, message).then(answer);
      case 'question':
        return void answerQuestion(callbacks, message.question).then((reply) => reply && answer(reply));
      case 'turn-ended':
        return turns.onEnd(message.instruction, { outcome: message.outcome, summary: message.summary });
      default:
        return assertNever(message);
    }
  }

  return {
    ready,
    expectEnd: turns.expect,
    onLine: ({ text, truncated }: Line): void => {
      const message = truncated ? undefined : parseMessage(text);
      if (message !== undefined) return onMessage(message);
      complain(`Ignored a line from the recipe agent: ${text.slice(0, 200)}`);
    },
    onComplaint: ({ text }: Line): void => {
      complaints = `${complaints}${text}\n`.slice(-2000);
    },
    onGone: (how: string): void => {
      const message = `The recipe agent ended (${how})${complaints === '' ? '' : `:\n${complaints.trim()}`}`;
      const failure = { code: 'agent-died', message };
      isReady(fail({ ...failure, next: 'Run `teatree doctor`; the agent program may be damaged' }));
      turns.onGone(new HarnessFailure(failure));
    },
  };
}

/** At most one turn at a time: its promise settles when the agent says so, or dies. */
function awaitedTurn() {
  let turn: { instruction: string; resolve(end: TurnEnd): void; reject(reason: Error): void } | undefined;
  let gone: Error | undefined;
  return {
    expect: ({ id }: Instruction): Promise<TurnEnd> => {
      if (gone !== undefined) return Promise.reject(gone);
      if (turn !== undefined) throw new Error(`Prompted with ${id} during the turn of ${turn.instruction}`);
      return new Promise((resolve, reject) => {
        turn = { instruction: id, resolve, reject };
      });
    },
    onEnd: (instruction: string, end: TurnEnd): void => {
      if (turn?.instruction !== instruction) return;
      turn.resolve(end);
      turn = undefined;
    },
    onGone: (reason: Error): void => {
      gone = reason;
      turn?.reject(reason);
      turn = undefined;
    },
  };
}

type Asked = Extract<FromAgent, { type: 'permission' }>;

/** A gate that fails is a gate that says no. */
async function answerPermission(callbacks: HarnessCallbacks, { call, edit }: Asked): Promise<ToAgent> {
  try {
    return { type: 'permission', call: call.id, answer: await callbacks.permission(call, { edit }) };
  } catch (error) {
    return {
      type: 'permission',
      call: call.id,
      answer: { kind: 'deny', message: `The gate failed: ${String(error)}` },
    };
  }
}

/** Without an answer the agent waits on; the person can still stop it. */
async function answerQuestion(callbacks: HarnessCallbacks, question: Question): Promise<ToAgent | undefined> {
  try {
    return { type: 'answer', question: question.id, text: await callbacks.question(question) };
  } catch (error) {
    callbacks.onEvent({ type: 'error', message: `The question could not be asked: ${String(error)}` });
    return undefined;
  }
}

function withoutType({ code, message, next }: Extract<FromAgent, { type: 'cannot-start' }>): Failure {
  return next === undefined ? { code, message } : { code, message, next };
}

function parseMessage(text: string): FromAgent | undefined {
  return FromAgent.safeParse(parseJson(text)).data;
}
