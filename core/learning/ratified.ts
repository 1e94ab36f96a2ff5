import type { Lesson } from '../model/learning/lesson.ts';
import type { Thread } from '../model/thread.ts';

/**
 * The files, in full, that a thread of a lesson writes: the person said yes to each, word for word, and only the recipe that
 * holds these words may write them.
 */
export function ratifiedFor(lessons: readonly Lesson[], { thread, harness, workspace }: Thread): readonly string[] {
  if (harness.id !== 'recipe' || workspace.kind !== 'ready') return [];
  return lessons
    .filter((lesson) => carriersOf(lesson).includes(thread))
    .flatMap(({ files }) => files.flatMap(({ path }) => workspace.worktrees.map((own) => `${own.path}/${path}`)));
}

/** The threads that bring it, put it in force, or take it back. */
function carriersOf({ thread, enforcer, reverted }: Lesson): readonly Thread['thread'][] {
  return [thread, enforcer, reverted?.thread].filter((each) => each !== undefined);
}

/** What the change of a thread of a lesson may touch: exactly its files, or, where it mends a red eval, not the judge. */
export type LessonTerms = { readonly kind: 'files'; readonly paths: readonly string[] } | { readonly kind: 'mend' };

export function termsFor(lessons: readonly Lesson[], { thread }: Pick<Thread, 'thread'>): LessonTerms | undefined {
  const lesson = lessons.find((each) => carriersOf(each).includes(thread));
  if (!lesson) return undefined;
  if (lesson.goal === undefined) return { kind: 'files', paths: lesson.files.map(({ path }) => path) };
  return lesson.signature.kind === 'red-eval' ? { kind: 'mend' } : undefined;
}
