import { appendFileSync, readFileSync } from 'node:fs';
import { Hang } from './orders.ts';

const hourMs = 3_600_000;
const mostPerHour = 3;

/** Every hang on record, oldest first. What cannot be read is passed over: the record only serves the person. */
export function readHangs(file: string): readonly Hang[] {
  return textOf(file)
    .split('\n')
    .flatMap((line) => {
      const hang = Hang.safeParse(jsonOf(line));
      return hang.success ? [hang.data] : [];
    });
}

export function recordHang(file: string, hang: Hang): void {
  appendFileSync(file, `${JSON.stringify(hang)}\n`);
}

/** An app that hangs again and again is not helped by another start. */
export function mayRestart(hangs: readonly Hang[], now: number): boolean {
  const recent = hangs.filter(({ at, restarted }) => restarted && Math.abs(now - Date.parse(at)) < hourMs);
  return recent.length < mostPerHour;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    return error;
  }
}
