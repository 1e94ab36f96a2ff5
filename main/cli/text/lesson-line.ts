import type { LessonEvent } from '../../../core/loop/lessons/lesson-events.ts';

/** A fact about a lesson, for people. */
export function lessonLine(event: LessonEvent): string {
  switch (event.type) {
    case 'lesson.reported':
      return `noticed: ${event.incident.about}: ${event.incident.text}`;
    case 'lesson.proposed':
      return `lesson ${event.draft.id} proposed (${event.draft.rung}): ${event.draft.title}`;
    case 'lesson.proven':
      return `lesson ${event.lesson} ${event.proof.passed ? 'is proven' : 'could not be proven'}`;
    case 'lesson.rejected':
      return `lesson ${event.lesson} rejected${event.reason ? `: ${event.reason}` : ''}`;
    case 'lesson.opened':
      return `lesson ${event.lesson} is carried by thread ${event.into}`;
    case 'lesson.reverted':
      return `lesson ${event.lesson} taken back: ${event.reason}`;
    default:
      return `lesson ${event.lesson} ${event.type.slice('lesson.'.length)}`;
  }
}
