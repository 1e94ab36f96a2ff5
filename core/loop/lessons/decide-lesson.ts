import type { ThreadId } from '../../ids.ts';
import { acceptedThisWeek, isNote, landedAt, mostAWeek, mostOpen, openLessons } from '../../learning/standing.ts';
import type { Lesson, LessonDraft, LessonProof } from '../../model/learning/lesson.ts';
import { assertNever, fail, ok } from '../../result.ts';
import type { Failure, Result } from '../../result.ts';
import type { Command } from '../command.ts';
import type { LessonCommand, Opens } from './lesson-command.ts';
import type { FactoryEvent } from '../event.ts';
import type { FactoryState } from '../state.ts';

type Decided = Result<readonly FactoryEvent[]>;

/** `other` decides the thread that a lesson opens, on the same state. */
export function decideLesson(
  state: FactoryState,
  command: LessonCommand,
  other: (command: Command) => Decided,
): Decided {
  if (command.type === 'lesson.report')
    return ok([{ type: 'lesson.reported', incident: command.incident, by: command.by }]);
  if (command.type === 'lesson.propose') return propose(state, command);
  const lesson = state.lessons.find(({ id }) => id === command.lesson);
  if (!lesson)
    return fail({
      code: 'lesson-not-found',
      message: `There is no lesson ${command.lesson}`,
      next: 'List them: teatree lesson list',
    });
  switch (command.type) {
    case 'lesson.prove':
      return lesson.answer ? fail(answered(lesson)) : ok([proven(lesson, command.proof)]);
    case 'lesson.reject':
      return lesson.answer
        ? fail(answered(lesson))
        : ok([{ type: 'lesson.rejected', lesson: lesson.id, reason: command.reason, by: command.by }]);
    case 'lesson.accept':
      return accept(state, { lesson, command, other });
    case 'lesson.write':
      return ok([{ type: 'lesson.written', lesson: lesson.id }]);
    case 'lesson.enforce':
      return enforce(lesson, command.opens, other);
    case 'lesson.revert':
      return revert(state, { lesson, command, other });
    default:
      return assertNever(command);
  }
}

function propose({ lessons }: FactoryState, command: Extract<LessonCommand, { type: 'lesson.propose' }>): Decided {
  const { draft, proof, by } = command;
  if (openLessons(lessons).length >= mostOpen)
    return fail({
      code: 'too-many-lessons',
      message: `${String(mostOpen)} lessons wait for your answer already`,
      next: 'Accept or reject one first',
    });
  return ok([{ type: 'lesson.proposed', draft, by }, proven(draft, proof)]);
}

function proven({ id }: Pick<LessonDraft, 'id'>, proof: LessonProof): FactoryEvent {
  return { type: 'lesson.proven', lesson: id, proof };
}

type Accepting<T extends LessonCommand['type']> = {
  readonly lesson: Lesson;
  readonly command: Extract<LessonCommand, { type: T }>;
  readonly other: (command: Command) => Decided;
};

function accept(state: FactoryState, { lesson, command, other }: Accepting<'lesson.accept'>): Decided {
  const { files, rule, proof, opens, at, by } = command;
  if (lesson.answer) return fail(answered(lesson));
  if (!proof.passed) {
    const broken = proof.claims.find(({ held }) => !held);
    return fail({
      code: 'lesson-unproven',
      message: `The machine could not prove it: ${broken?.claim ?? 'nothing was tried'}. ${broken?.text ?? ''}`.trim(),
      next: 'Edit it, or reject it with a reason',
    });
  }
  if (acceptedThisWeek(state.lessons, at) >= mostAWeek)
    return fail({
      code: 'lessons-this-week',
      message: `${String(mostAWeek)} lessons were accepted this week; more at once cannot be told apart when something breaks`,
      next: 'Accept it later, or reject it',
    });
  const opened = opens ? open(lesson, opens, other) : ok([]);
  if (!opened.ok) return opened;
  return ok([
    proven(lesson, proof),
    { type: 'lesson.accepted', lesson: lesson.id, files: [...files], ...(rule && { rule }), by },
    ...opened.value,
  ]);
}

function open({ id }: Lesson, opens: Opens, other: (command: Command) => Decided): Decided {
  const created = other({ type: 'thread.create', ...opens });
  return created.ok ? ok([...created.value, { type: 'lesson.opened', lesson: id, into: opens.brief.thread }]) : created;
}

function enforce({ id }: Lesson, opens: Opens | undefined, other: (command: Command) => Decided): Decided {
  const created = opens ? other({ type: 'thread.create', ...opens }) : ok([]);
  if (!created.ok) return created;
  const into = opens && { into: opens.brief.thread };
  return ok([...created.value, { type: 'lesson.enforced', lesson: id, ...into }]);
}

function revert(state: FactoryState, { lesson, command, other }: Accepting<'lesson.revert'>): Decided {
  const { reason, opens, by } = command;
  if (lesson.reverted) return fail({ code: 'lesson-reverted', message: 'It was taken back already' });
  if (landedAt(lesson, state) === undefined)
    return fail({
      code: 'lesson-not-landed',
      message: 'It has not landed, so there is nothing to take back',
      next: lesson.answer?.accepted ? 'Drop its thread' : 'Reject it',
    });
  const created = opens ? other({ type: 'thread.create', ...opens }) : ok([]);
  if (!created.ok) return created;
  const into: ThreadId | undefined = opens?.brief.thread;
  return ok([...created.value, { type: 'lesson.reverted', lesson: lesson.id, reason, by, ...(into && { into }) }]);
}

function answered(lesson: Lesson): Failure {
  const word = lesson.answer?.accepted ? 'accepted' : 'rejected';
  const note = isNote(lesson) ? ' as noted' : '';
  return { code: 'lesson-answered', message: `It was ${word} already${note}`, next: 'See: teatree lesson show ID' };
}
