import { maskSecrets } from '../../secrets/redact.ts';
import { parseDiff } from './diff.ts';
import type { DiffLine, Hunk } from './diff.ts';

/** A hunk as a person was shown it, by which it is found again. */
export type ShownHunk = { readonly oldStart: number; readonly newStart: number; readonly body: string };

export function shownHunk({ oldStart, newStart, lines }: Hunk): ShownHunk {
  return { oldStart, newStart, body: bodyOf(lines) };
}

/**
 * Out of a file's diff the patch of one hunk alone, about the file under the name it has now. Undefined where there is no
 * such hunk any more, or where it is the whole file that came or went.
 */
export function patchOf(diff: string, shown: ShownHunk): string | undefined {
  const head = diff.slice(0, Math.max(0, diff.search(/^@@ /m)));
  const name = /^\+\+\+ (.+)$/m.exec(head)?.[1];
  if (name === undefined || head.includes('--- /dev/null') || name === '/dev/null') return undefined;
  // Secrets are masked in what is shown; every line keeps its place.
  const at = parseDiff(maskSecrets(diff)).hunks.findIndex((hunk) => isShown(hunk, shown));
  const hunk = parseDiff(diff).hunks[at];
  if (!hunk) return undefined;
  const before = name.replace(/^("?)b\//, '$1a/');
  return `--- ${before}\n+++ ${name}\n${headerOf(hunk)}\n${bodyOf(hunk.lines)}\n`;
}

function isShown({ oldStart, newStart, lines }: Hunk, shown: ShownHunk): boolean {
  return oldStart === shown.oldStart && newStart === shown.newStart && bodyOf(lines) === shown.body;
}

function headerOf({ oldStart, newStart, lines }: Hunk): string {
  const count = (kind: DiffLine['kind']) => lines.filter((line) => line.kind !== kind).length;
  return `@@ -${String(oldStart)},${String(count('added'))} +${String(newStart)},${String(count('deleted'))} @@`;
}

const signs = { context: ' ', added: '+', deleted: '-' } as const;

function bodyOf(lines: readonly DiffLine[]): string {
  return lines
    .map(({ kind, text, open }) => `${signs[kind]}${text}${open ? '\n\\ No newline at end of file' : ''}`)
    .join('\n');
}
