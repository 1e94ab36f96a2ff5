import type { Lesson } from '../../../core/model/learning/lesson.ts';
import { fail } from '../../../core/result.ts';
import type { Result } from '../../../core/result.ts';
import { withoutRule, withRules } from '../../gates/policy/edit-policy.ts';
import type { Drafting } from './draft-lesson.ts';
import { currentText, filesThread } from './place.ts';
import { proveLesson } from './prove-lesson.ts';
import { takeBack } from './take-back.ts';
import type { Writing } from './write-lesson.ts';

const factory = { who: 'factory', via: 'rule' } as const;

/** The rule's time in shadow is over: where it would have stopped no accepted work it decides from here on, else it goes. */
export async function enforceLesson(parts: Drafting & Writing, lesson: Lesson): Promise<Result<unknown>> {
  const { rule, place, files, id } = lesson;
  const [file] = files;
  if (!rule || !file) return fail({ code: 'lesson-without-rule', message: `${id} has no rule` });
  const { proof } = await proveLesson(parts, lesson, files);
  if (!proof.passed) {
    const broken = proof.claims.find(({ held }) => !held);
    const reason = `In shadow: ${broken?.claim ?? 'it could not be proven'} (${broken?.text ?? ''})`.slice(0, 4000);
    return takeBack(parts, lesson, { reason, by: factory });
  }
  const { shadow: _, ...decides } = rule;
  if (place.kind === 'user') {
    await parts.pen.removeRule(rule.id, factory);
    const added = await parts.pen.addRules({ rules: [decides] }, { by: factory });
    return added.ok ? parts.orchestrator.dispatch({ type: 'lesson.enforce', lesson: id }) : added;
  }
  const now = await currentText(parts, place, file.path);
  if (!now.ok) return now;
  const without = withoutRule(now.value ?? '', rule.id);
  if (without === undefined) return fail({ code: 'lesson-changed', message: `${file.path} has no rule ${rule.id}` });
  const text = withRules(without, [decides]);
  const opens = filesThread(parts, place.repo, {
    title: `In force: ${lesson.title}`,
    files: [{ path: file.path, text }],
  });
  return parts.orchestrator.dispatch({ type: 'lesson.enforce', lesson: id, opens });
}
