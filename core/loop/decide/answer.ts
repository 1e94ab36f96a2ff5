import type { ActionSummary } from '../../model/action.ts';
import type { Answer, Ask } from '../../model/ask.ts';
import { stuckChoices } from '../../model/ask.ts';
import { takesCommand } from '../../gates/tools/with-command.ts';
import type { Thread } from '../../model/thread.ts';
import { currentRound, nextInstruction, nextInstructionId } from '../../model/thread.ts';
import { fail, ok } from '../../result.ts';
import type { Result } from '../../result.ts';
import type { Command } from '../command.ts';
import type { FactoryEvent } from '../event.ts';
import { failureInstruction } from './check-failure.ts';
import type { NameOf } from './check-failure.ts';

type AnswerCommand = Extract<Command, { type: 'ask.answer' }>;

/** Answered once, and only the generation that was shown: a stale click answers nothing and says so. */
export function decideAnswer(thread: Thread, command: AnswerCommand, nameOf: NameOf): Result<readonly FactoryEvent[]> {
  const ask = thread.asks.find((each) => each.id === command.ask);
  if (!ask)
    return fail({
      code: 'ask-not-found',
      message: `There is no ask ${command.ask}`,
      next: 'List them: teatree ask list',
    });
  if (ask.state.kind === 'answered')
    return fail({ code: 'ask-answered', message: 'This was answered already; your answer changed nothing' });
  if (ask.state.kind === 'withdrawn')
    return fail({ code: 'ask-withdrawn', message: `No answer is needed any more: ${ask.state.reason}` });
  if (ask.generation !== command.generation)
    return fail({
      code: 'ask-stale',
      message: 'The agent asked again meanwhile; your answer changed nothing',
      next: 'Look at the ask again',
    });
  const wrong = mismatch(ask, command.answer);
  if (wrong) return fail({ code: 'answer-mismatch', message: wrong });
  const { thread: id, generation, answer, by } = command;
  return ok([
    { type: 'ask.answered', thread: id, ask: ask.id, generation, answer, by },
    ...consequences(thread, ask, { command, nameOf }),
  ]);
}

function mismatch(ask: Ask, answer: Answer): string | undefined {
  const gate = ask.subject.kind === 'gate';
  if (gate && answer.kind === 'choose') return 'A gate is answered by approve or reject';
  if (answer.kind === 'edit' && ask.subject.kind === 'gate') return cannotEdit(ask.subject.action, answer.command);
  if (!gate && answer.kind !== 'choose') return 'A question is answered by a choice or a text';
  if (ask.subject.kind === 'stuck' && answer.kind === 'choose' && !ask.subject.options.includes(answer.text))
    return `Choose one of: ${ask.subject.options.join(', ')}`;
  return undefined;
}

function cannotEdit(action: ActionSummary, command: string): string | undefined {
  if (!takesCommand(action))
    return 'Only a command that is shown whole can be changed: reject it and say what to do instead';
  const hidden = /«secret: [^»]*»/.exec(command)?.[0];
  return hidden && `${hidden} stands for something that is not shown here: write the command without it`;
}

/** Gates and questions are waited for by their run; only a stuck thread moves by the answer itself. */
function consequences(
  thread: Thread,
  ask: Ask,
  { command, nameOf }: { command: AnswerCommand; nameOf: NameOf },
): readonly FactoryEvent[] {
  if (ask.subject.kind !== 'stuck' || command.answer.kind !== 'choose') return [];
  const id = thread.thread;
  if (command.answer.text === stuckChoices.leave)
    return thread.halt ? [] : [{ type: 'thread.halted', thread: id, halt: 'stopped', by: command.by }];
  if (command.answer.text === stuckChoices.check) return [{ type: 'checks.requested', thread: id, by: command.by }];
  if (command.answer.text !== stuckChoices.retry) return [];
  const resumed: FactoryEvent = { type: 'thread.resumed', thread: id, by: command.by };
  if (nextInstruction(thread) || thread.workspace.kind === 'failed') return [resumed];
  const round = currentRound(thread);
  const repeat = thread.instructions.findLast(({ withdrawn }) => withdrawn !== true);
  const instruction =
    ask.subject.code === 'checks-failed' && round
      ? failureInstruction(thread, round, nameOf)
      : repeat && { id: nextInstructionId(thread), kind: repeat.kind, text: repeat.text, failures: repeat.failures };
  return instruction ? [resumed, { type: 'thread.instructed', thread: id, instruction }] : [resumed];
}
