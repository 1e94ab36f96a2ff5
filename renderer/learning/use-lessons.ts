import { useShallow } from 'zustand/react/shallow';
import { openLessons, standingOf } from '../../core/learning/standing.ts';
import type { LessonStanding } from '../../core/learning/standing.ts';
import type { Lesson } from '../../core/model/learning/lesson.ts';
import { useMirror } from '../mirror/mirror.ts';
import { useClockText } from '../window/clock.ts';

export type StoodLesson = { readonly lesson: Lesson; readonly standing: LessonStanding };

/** The newest first; those that wait for the person before all others. */
export function useLessons(): readonly StoodLesson[] {
  const now = 60_000 * Number(useClockText((at) => String(Math.floor(at / 60_000))));
  const { lessons, threads } = useMirror(
    useShallow(({ factory, version }) => ({ lessons: factory.lessons, threads: factory.threads, version })),
  );
  return lessons
    .map((lesson) => ({ lesson, standing: standingOf(lesson, { threads }, now) }))
    .toReversed()
    .toSorted((a, b) => Number(b.standing === 'open') - Number(a.standing === 'open'));
}

export function useLessonCount(): number {
  return useMirror((mirror) => openLessons(mirror.factory.lessons).length);
}
