import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { LessonId } from '../../../core/ids.ts';
import { parseJson } from '../../../core/parse-json.ts';
import { replaceFile } from '../../files/replace-file.ts';

const Trial = z.object({
  lesson: LessonId,
  /** The person's files as they were before. */
  files: z.array(z.object({ path: z.string(), before: z.string().nullable() })),
});
/** The newest last. `starts`: how often the app began since it last lived for a while. */
const Trials = z.object({ starts: z.number().int(), trials: z.array(Trial), undone: z.array(LessonId).default([]) });
type Trials = z.infer<typeof Trials>;

const mostStarts = 2;
const keptTrials = 20;

function fileOf(dataFolder: string): string {
  return join(dataFolder, 'learning', 'trials.json');
}

async function read(dataFolder: string): Promise<Trials> {
  const text = await readFile(fileOf(dataFolder), 'utf8').catch(() => '');
  return Trials.safeParse(parseJson(text)).data ?? { starts: 0, trials: [], undone: [] };
}

function write(dataFolder: string, trials: Trials): Promise<void> {
  return replaceFile(fileOf(dataFolder), JSON.stringify(trials));
}

/** Before the files of a lesson are written: how they were. */
export async function beginTrial(dataFolder: string, trial: z.infer<typeof Trial>): Promise<void> {
  const { trials, undone } = await read(dataFolder);
  const others = trials.filter(({ lesson }) => lesson !== trial.lesson);
  await write(dataFolder, { starts: 0, trials: [...others, trial].slice(-keptTrials), undone });
}

/**
 * The first thing of a start, before anything reads those files: a start that comes twice in a row without the app having
 * lived takes the newest lesson back. What stood there is set aside, not deleted. Without a lesson it writes nothing. A disk
 * that takes nothing keeps no app from starting: never rejects.
 */
export async function guardStart(dataFolder: string): Promise<void> {
  await countStart(dataFolder).catch((error: unknown) =>
    console.error('teatree: this start could not be counted, so a lesson that breaks it is not taken back', error),
  );
}

async function countStart(dataFolder: string): Promise<void> {
  const { starts, trials, undone } = await read(dataFolder);
  const last = trials.at(-1);
  if (!last) return;
  if (starts < mostStarts) return write(dataFolder, { starts: starts + 1, trials, undone });
  for (const { path, before } of last.files) await putBack(dataFolder, { path, before, lesson: last.lesson });
  await write(dataFolder, { starts: 1, trials: trials.slice(0, -1), undone: [...undone, last.lesson] });
}

async function putBack(
  dataFolder: string,
  { path, before, lesson }: { readonly path: string; readonly before: string | null; readonly lesson: string },
): Promise<void> {
  const file = join(dataFolder, path);
  const aside = join(dataFolder, 'learning', 'set-aside', lesson, path);
  await mkdir(dirname(aside), { recursive: true, mode: 0o700 });
  await rename(file, aside).catch(() => undefined);
  if (before !== null) await replaceFile(file, before);
}

/** It was ended in order, so it had come up: a person who quits within a minute breaks no lesson. Never rejects. */
export async function endedInOrder(dataFolder: string): Promise<void> {
  await survivedStart(dataFolder).catch((error: unknown) =>
    console.error('teatree: that this start went well could not be noted', error),
  );
}

/** The app lives: the next starts count from none. Answers which lessons were taken back meanwhile. */
export async function survivedStart(dataFolder: string): Promise<readonly LessonId[]> {
  const { trials, undone, starts } = await read(dataFolder);
  if (starts > 0) await write(dataFolder, { starts: 0, trials, undone });
  return undone;
}

/** They are on record now. */
export async function forgetUndone(dataFolder: string): Promise<void> {
  const { starts, trials } = await read(dataFolder);
  if (trials.length === 0) return rm(fileOf(dataFolder), { force: true });
  await write(dataFolder, { starts, trials, undone: [] });
}

/** It is watched no more, or was taken back in order. */
export async function endTrial(dataFolder: string, lesson: LessonId): Promise<void> {
  const { starts, trials, undone } = await read(dataFolder);
  await write(dataFolder, { starts, trials: trials.filter((each) => each.lesson !== lesson), undone });
}
