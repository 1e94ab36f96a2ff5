import { join } from 'node:path';
import type { Actor } from '../../../core/model/ask.ts';
import type { Lesson } from '../../../core/model/learning/lesson.ts';
import type { Result } from '../../../core/result.ts';
import type { PolicyOffice } from '../../gates/policy/policy-port.ts';
import { replaceFile } from '../../files/replace-file.ts';
import type { Orchestrator } from '../orchestrator-port.ts';
import { beginTrial } from './start-guard.ts';

/** The only one that writes the person's policy. */
export type Pen = Pick<PolicyOffice, 'addRules' | 'removeRule'>;

export type Writing = {
  readonly dataFolder: string;
  readonly orchestrator: Pick<Orchestrator, 'dispatch'>;
  readonly pen: Pen;
};

/** Puts an accepted lesson into the person's folder. Doing it again after a crash is safe. */
export async function writeLesson(
  { dataFolder, orchestrator, pen }: Writing,
  lesson: Lesson,
): Promise<Result<unknown>> {
  const { id, files, rule, answer, by } = lesson;
  await beginTrial(dataFolder, { lesson: id, files: files.map(({ path, before }) => ({ path, before })) });
  const written = rule ? await addRule(pen, { rule, by: answer?.by ?? by }) : await writeFiles(dataFolder, lesson);
  return written && !written.ok ? written : orchestrator.dispatch({ type: 'lesson.write', lesson: id });
}

type Ruled = { readonly rule: NonNullable<Lesson['rule']>; readonly by: Actor };

/** One that is there already was written before a crash. */
async function addRule(pen: Pen, { rule, by }: Ruled): Promise<Result<unknown>> {
  await pen.removeRule(rule.id, by);
  return pen.addRules({ rules: [rule] }, { by });
}

async function writeFiles(dataFolder: string, { files }: Lesson): Promise<undefined> {
  for (const { path, text } of files) await replaceFile(join(dataFolder, path), text);
}
