import { mkdir, open, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { HistoryLine } from '../../../core/evals/suite/trial-line.ts';
import type { Recording } from '../../../core/evals/grading/recording.ts';
import { parseJson } from '../../../core/parse-json.ts';

/** What was tried, for good: one line each, only ever added, and the recordings beside it. */
export type History = {
  lines(): Promise<readonly HistoryLine[]>;
  /** On the disk when it resolves. */
  add(line: HistoryLine): Promise<void>;
  /** Answers where it lies, from the history's folder. */
  keep(name: string, recording: Recording): Promise<string>;
};

export function historyIn(folder: string): History {
  const file = join(folder, 'history.jsonl');
  let adding: Promise<unknown> = Promise.resolve();
  return {
    lines: async () => linesOf(await readFile(file, 'utf8').catch(emptyWhenMissing)),
    add(line) {
      const added = adding.then(() => append(file, JSON.stringify(line)));
      adding = added.catch(() => undefined);
      return added;
    },
    async keep(name, recording) {
      const path = join('recordings', `${name}.json`);
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), recordingText(recording));
      return path;
    },
  };
}

/** The one way in which a recording is written, so that equal ones are equal bytes. */
export function recordingText(recording: Recording): string {
  return `${JSON.stringify(recording, undefined, 2)}\n`;
}

/** A line that was cut by a crash stands alone, and is passed over. */
async function append(file: string, line: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const handle = await open(file, 'a+');
  try {
    const { size } = await handle.stat();
    const last = Buffer.alloc(1);
    if (size > 0) await handle.read(last, 0, 1, size - 1);
    const gap = size > 0 && last.toString() !== '\n' ? '\n' : '';
    await handle.appendFile(`${gap}${line}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function linesOf(text: string): readonly HistoryLine[] {
  return text.split('\n').flatMap((line) => HistoryLine.safeParse(parseJson(line)).data ?? []);
}

function emptyWhenMissing(error: unknown): string {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
  throw error;
}
