import type { ToolCall } from '../../../../core/model/action.ts';
import type { HarnessEvent } from '../../../../core/model/harness-event.ts';
import type { PermissionAnswer } from '../../../../core/gates/verdict.ts';
import type { Question } from '../../harness.ts';
import type { FromAgent } from '../protocol.ts';

/** `edit`: another command in the place of the call's would do. */
type Asking = { readonly signal: AbortSignal; readonly edit: boolean };

/** The app, as the agent sees it: it is told things and asked things, and may answer whenever it likes. */
export type Parent = {
  send(message: FromAgent): void;
  tell(event: HarnessEvent): void;
  /** Undefined when the turn was cancelled before an answer came. */
  permission(call: ToolCall, asking: Asking): Promise<PermissionAnswer | undefined>;
  question(question: Question, signal: AbortSignal): Promise<string | undefined>;
  onPermission(call: string, answer: PermissionAnswer): void;
  onAnswer(question: string, text: string): void;
};

export function connectParent(writeLine: (line: string) => void): Parent {
  const permissions = waitingRoom<PermissionAnswer>();
  const questions = waitingRoom<string>();
  const send = (message: FromAgent) => writeLine(JSON.stringify(message));
  return {
    send,
    tell: (event) => send({ type: 'event', event }),
    permission(call, { signal, edit }) {
      send({ type: 'permission', call, edit });
      return permissions.wait(call.id, signal);
    },
    question(question, signal) {
      send({ type: 'question', question: { ...question, options: [...question.options] } });
      return questions.wait(question.id, signal);
    },
    onPermission: permissions.settle,
    onAnswer: questions.settle,
  };
}

/** Those who wait for an answer under an id. An answer nobody waits for is dropped. */
function waitingRoom<T>() {
  const waiting = new Map<string, (answer: T | undefined) => void>();
  return {
    wait(id: string, signal: AbortSignal): Promise<T | undefined> {
      return new Promise((resolve) => {
        const leave = () => settle(id, undefined);
        waiting.set(id, (answer) => {
          signal.removeEventListener('abort', leave);
          resolve(answer);
        });
        signal.addEventListener('abort', leave);
        if (signal.aborted) leave();
      });
    },
    settle: (id: string, answer: T): void => settle(id, answer),
  };

  function settle(id: string, answer: T | undefined): void {
    const resolve = waiting.get(id);
    waiting.delete(id);
    resolve?.(answer);
  }
}
