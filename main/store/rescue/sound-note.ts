import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { parseJson } from '../../../core/parse-json.ts';

/** What a disk spoils by itself is found this late at most: then the file is read whole again. */
const TRUSTED_MS = 7 * 24 * 3_600_000;

/** The file as it was left, and when it was last read whole and found sound (ms since 1970). */
const Note = z.strictObject({
  inode: z.string(),
  size: z.string(),
  modified: z.string(),
  changed: z.string(),
  readAt: z.number(),
});
type Note = z.infer<typeof Note>;

/**
 * Leaves word beside a database that was closed in order, so that the next start need not read all of it. Call after the
 * last connection is closed; while something is left to be taken over from its log, nothing is noted.
 */
export function noteSound(file: string, readAt: number): void {
  if (hasLog(file)) return;
  try {
    writeFileSync(noteOf(file), JSON.stringify({ ...looksOf(file), readAt }), { mode: 0o600 });
  } catch (error) {
    // On a full disk the next start reads the file.
    if (!(error instanceof Error && 'code' in error)) throw error;
  }
}

/**
 * When the file was last found sound, if nobody has touched it since; undefined where it must be read. The word is good
 * for one start.
 */
export function takeNote(file: string, now: number): number | undefined {
  if (!existsSync(noteOf(file))) return undefined;
  const text = readFileSync(noteOf(file), 'utf8');
  rmSync(noteOf(file));
  const note = Note.safeParse(parseJson(text)).data;
  if (!note || hasLog(file) || note.readAt > now || now - note.readAt > TRUSTED_MS) return undefined;
  const looks = looksOf(file);
  return Object.entries(looks).every(([key, value]) => note[key as keyof Note] === value) ? note.readAt : undefined;
}

const noteOf = (file: string) => `${file}.sound`;

const hasLog = (file: string) => existsSync(`${file}-wal`) && statSync(`${file}-wal`).size > 0;

/** Whoever writes to a file changes these, also where they set its time back. */
function looksOf(file: string): Omit<Note, 'readAt'> {
  const { ino, size, mtimeNs, ctimeNs } = statSync(file, { bigint: true });
  return { inode: String(ino), size: String(size), modified: String(mtimeNs), changed: String(ctimeNs) };
}
