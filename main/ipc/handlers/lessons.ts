import { ok } from '../../../core/result.ts';
import type { HandlersOf } from '../handler.ts';
import type { Services } from '../services.ts';

export function lessonHandlers({ lessons, orchestrator }: Services): HandlersOf<'lessons'> {
  const { office, look } = lessons;
  return {
    'lessons.make': async (wish, { by }) => {
      const made = await office.make(wish, by);
      return made.ok ? ok({ lesson: made.value }) : made;
    },
    'lessons.report': async ({ incident }, { by }) => {
      const reported = await orchestrator.dispatch({ type: 'lesson.report', incident, by });
      return reported.ok ? ok({ done: true }) : reported;
    },
    'lessons.look': async () => {
      await look();
      return ok({ done: true });
    },
    'lessons.prove': ({ lesson, edits }) => office.prove(lesson, edits),
    'lessons.accept': ({ lesson, edits }, { by }) => office.accept(lesson, edits, by),
    'lessons.reject': ({ lesson, reason }, { by }) => office.reject(lesson, reason, by),
    'lessons.revert': ({ lesson, reason }, { by }) => office.revert(lesson, reason || 'The person took it back', by),
  };
}
