import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isNote } from '../../../core/learning/standing.ts';
import type { Actor } from '../../../core/model/ask.ts';
import type { Lesson, LessonFile } from '../../../core/model/learning/lesson.ts';
import { fail, ok } from '../../../core/result.ts';
import type { Result } from '../../../core/result.ts';
import { withoutRule } from '../../gates/policy/edit-policy.ts';
import { replaceFile } from '../../files/replace-file.ts';
import { currentText, filesThread } from './place.ts';
import type { Places, Put } from './place.ts';
import { endTrial } from './start-guard.ts';
import type { Writing } from './write-lesson.ts';

type Taking = { readonly reason: string; readonly by: Actor };

/** Takes a landed lesson back: at once where it lies in the person's folder, by a thread where it lies in a repo. */
export async function takeBack(
  parts: Places & Writing,
  lesson: Lesson,
  { reason, by }: Taking,
): Promise<Result<unknown>> {
  const revert = { type: 'lesson.revert', lesson: lesson.id, reason, by } as const;
  if (isNote(lesson)) return parts.orchestrator.dispatch(revert);
  if (lesson.goal !== undefined)
    return fail({
      code: 'lesson-is-work',
      message: 'It landed as a change like any other',
      next: 'Begin a thread that reverts its commits',
    });
  const puts = await putsFor(parts, lesson);
  if (!puts.ok) return puts;
  if (lesson.place.kind === 'repo') {
    const opens = filesThread(parts, lesson.place.repo, { title: `Take back: ${lesson.title}`, files: puts.value });
    return parts.orchestrator.dispatch({ ...revert, opens });
  }
  const reverted = await parts.orchestrator.dispatch(revert);
  if (!reverted.ok) return reverted;
  await endTrial(parts.dataFolder, lesson.id);
  if (lesson.rule) return parts.pen.removeRule(lesson.rule.id, by);
  for (const put of puts.value) await putInFolder(parts, put);
  return reverted;
}

function putInFolder({ dataFolder }: Places, { path, text }: Put): Promise<void> {
  const file = join(dataFolder, path);
  return text === null ? rm(file, { force: true }) : replaceFile(file, text);
}

/** As it was before, but for what others changed since: of a policy only the rule goes. */
async function putsFor(parts: Places, lesson: Lesson): Promise<Result<readonly Put[]>> {
  const puts: Put[] = [];
  for (const file of lesson.files) {
    const now = await currentText(parts, lesson.place, file.path);
    if (!now.ok) return now;
    const put = lesson.rule ? ruleless(lesson.rule.id, file, now.value) : before(file, now.value);
    if (!put.ok) return put;
    puts.push(...put.value);
  }
  return ok(puts);
}

function ruleless(rule: string, { path }: LessonFile, now: string | null): Result<readonly Put[]> {
  const text = now === null ? undefined : withoutRule(now, rule);
  return ok(text === undefined ? [] : [{ path, text }]);
}

function before({ path, before: text, text: ours }: LessonFile, now: string | null): Result<readonly Put[]> {
  if (now === null || now === text) return ok([]);
  return now === ours
    ? ok([{ path, text }])
    : fail({
        code: 'lesson-changed',
        message: `${path} was changed since the lesson landed`,
        next: 'Take out by hand what you do not want',
      });
}
