import type { FactoryState } from '../loop/state.ts';
import type { Lesson } from '../model/learning/lesson.ts';
import { currentLanding } from '../model/thread.ts';

const day = 86_400_000;
/** How long a lesson is watched after it landed. */
export const watchMs = 14 * day;
/** A new rule only watches for so long before it decides. */
export const shadowMs = 7 * day;
export const mostOpen = 3;
export const mostAWeek = 5;

export type Landed = Pick<FactoryState, 'threads'>;

/** `open` waits for the person. Derived from facts whenever it is asked. */
export type LessonStanding =
  'open' | 'rejected' | 'under way' | 'dropped' | 'in shadow' | 'watched' | 'learnt' | 'reverted';

export function standingOf(lesson: Lesson, landed: Landed, now: number): LessonStanding {
  if (lesson.reverted) return 'reverted';
  if (!lesson.answer) return 'open';
  if (!lesson.answer.accepted) return 'rejected';
  const since = landedAt(lesson, landed);
  if (since === undefined) return lesson.thread && landed.threads.get(lesson.thread)?.dropped ? 'dropped' : 'under way';
  if (lesson.rule?.shadow && lesson.enforcedAt === undefined) return 'in shadow';
  return now - since > watchMs ? 'learnt' : 'watched';
}

/** When it began to teach. A note does from the person's yes on. */
export function landedAt(lesson: Lesson, { threads }: Landed): number | undefined {
  if (!lesson.answer?.accepted) return undefined;
  if (lesson.writtenAt !== undefined) return lesson.writtenAt;
  if (lesson.thread === undefined) return isNote(lesson) ? lesson.answer.at : undefined;
  const thread = threads.get(lesson.thread);
  const ended = thread && currentLanding(thread)?.ended;
  return ended?.outcome === 'landed' ? ended.at : undefined;
}

/** Nothing changes but what the person knows. */
export function isNote({ files, goal }: Pick<Lesson, 'files' | 'goal'>): boolean {
  return files.length === 0 && goal === undefined;
}

export function openLessons(lessons: readonly Lesson[]): readonly Lesson[] {
  return lessons.filter(({ answer, reverted }) => !answer && !reverted);
}

/** Accepted during the last week: what is under way counts, so that a week's landings never pass the limit. */
export function acceptedThisWeek(lessons: readonly Lesson[], now: number): number {
  return lessons.filter(({ answer }) => answer?.accepted && now - answer.at < 7 * day).length;
}
