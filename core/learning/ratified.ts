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
export function carriersOf({ thread, enforcer, reverted }: Lesson): readonly Thread['thread'][] {
  return [thread, enforcer, reverted?.thread].filter((each) => each !== undefined);
}
