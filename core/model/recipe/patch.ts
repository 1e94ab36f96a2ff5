import { fail, ok } from '../../result.ts';
import type { Result } from '../../result.ts';

export type FilePatch = {
  /** Undefined when the patch creates the file. */
  readonly from: string | undefined;
  /** Undefined when the patch deletes the file. */
  readonly to: string | undefined;
  readonly hunks: readonly Hunk[];
};

type Hunk = { readonly start: number; readonly lines: readonly HunkLine[] };
/** `end` is the line's terminator: empty only for a last line without one. */
type HunkLine = { readonly sign: ' ' | '+' | '-'; readonly text: string; readonly end: string };

/** Reads a unified diff, with or without git's extra header lines. Renames and binary patches are refused. */
export function parsePatch(text: string): Result<FilePatch[]> {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  const files: FilePatch[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? '';
    if (/^(?:rename|copy) |^GIT binary patch|^Binary files /.test(line)) return refuse(at, `cannot apply "${line}"`);
    if (line.startsWith('@@')) return refuse(at, 'a hunk without its "--- " and "+++ " lines');
    if (!line.startsWith('--- ')) {
      at += 1;
      continue;
    }
    const file = parseFile(lines, at);
    if (typeof file === 'string') return refuse(at, file);
    files.push(file.patch);
    at = file.next;
  }
  return files.length > 0 ? ok(files) : refuse(0, 'no "--- " and "+++ " lines found');
}

/** Applies to the whole text of one file. A hunk may have moved, but its context must match exactly. */
export function applyPatch(content: string, patch: FilePatch): Result<string> {
  const eol = content.includes('\r\n') ? '\r\n' : '\n';
  const lines = splitLines(content);
  let moved = 0;
  for (const hunk of patch.hunks) {
    const before = hunk.lines.filter((line) => line.sign !== '+').map((line) => line.text + line.end);
    const after = hunk.lines.filter((line) => line.sign !== '-').map((line) => line.text + line.end);
    const expected = Math.max(0, hunk.start - 1) + moved;
    const found = findLines(lines, before, expected);
    if (found === undefined) {
      const message = `the lines the patch expects near line ${hunk.start} of ${patch.from ?? patch.to} are not there`;
      return fail({ code: 'patch-does-not-apply', message, next: 'Make the patch again from the current file' });
    }
    lines.splice(found, before.length, ...after);
    moved += after.length - before.length + (found - expected);
  }
  return ok(lines.join('').replaceAll('\n', eol));
}

function parseFile(lines: readonly string[], at: number): { patch: FilePatch; next: number } | string {
  const from = fileName(lines[at] ?? '');
  const next = lines[at + 1] ?? '';
  if (!next.startsWith('+++ ')) return '"--- " is not followed by "+++ "';
  const to = fileName(next);
  if (from === undefined && to === undefined) return 'both names are /dev/null';
  const hunks: Hunk[] = [];
  let line = at + 2;
  while (lines[line]?.startsWith('@@')) {
    const hunk = parseHunk(lines, line);
    if (typeof hunk === 'string') return hunk;
    hunks.push(hunk.hunk);
    line = hunk.next;
  }
  if (hunks.length === 0) return `no "@@" hunk for ${to ?? from}`;
  if (from !== undefined && to !== undefined && from !== to) return `cannot rename ${from} to ${to}`;
  return { patch: { from, to, hunks }, next: line };
}

function fileName(line: string): string | undefined {
  const name = line.slice(4).replace(/\t.*$/, '').trim();
  return name === '/dev/null' ? undefined : name.replace(/^[ab]\//, '');
}

const HUNK = /^@@ -(\d+)(?:,(\d+))? \+\d+(?:,(\d+))? @@/;

function parseHunk(lines: readonly string[], at: number): { hunk: Hunk; next: number } | string {
  const header = HUNK.exec(lines[at] ?? '');
  if (!header) return `malformed hunk header "${lines[at]}"`;
  const owed = { removed: Number(header[2] ?? 1), added: Number(header[3] ?? 1) };
  const found: HunkLine[] = [];
  let line = at + 1;
  while (owed.removed > 0 || owed.added > 0) {
    const read = readHunkLine(lines, line);
    if (read === undefined)
      return `line ${line - at} of the hunk "${lines[at]}" is missing or begins with neither + - nor space`;
    if (read.sign !== '+') owed.removed -= 1;
    if (read.sign !== '-') owed.added -= 1;
    found.push(read);
    line += read.end === '' ? 2 : 1;
  }
  if (owed.removed < 0 || owed.added < 0) return `the counts of "${lines[at]}" do not fit its lines`;
  return { hunk: { start: Number(header[1]), lines: found }, next: line };
}

function readHunkLine(lines: readonly string[], at: number): HunkLine | undefined {
  const text = lines[at];
  if (text === undefined) return undefined;
  // Editors strip the one space of an empty context line.
  const sign = text === '' ? ' ' : text.charAt(0);
  if (sign !== ' ' && sign !== '+' && sign !== '-') return undefined;
  const unterminated = lines[at + 1]?.startsWith('\\') === true;
  return { sign, text: text.slice(1), end: unterminated ? '' : '\n' };
}

function splitLines(content: string): string[] {
  return content.replaceAll('\r\n', '\n').match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** Nearest place to `expected` where all lines stand. */
function findLines(lines: readonly string[], wanted: readonly string[], expected: number): number | undefined {
  const fits = (at: number) => at >= 0 && wanted.every((line, index) => lines[at + index] === line);
  for (let distance = 0; distance <= lines.length; distance += 1) {
    if (expected - distance <= lines.length && fits(expected - distance)) return expected - distance;
    if (expected + distance <= lines.length && fits(expected + distance)) return expected + distance;
  }
  return undefined;
}

function refuse(line: number, message: string): Result<never> {
  const next = 'Write the patch as `git diff` prints it';
  return fail({ code: 'patch-malformed', message: `not a unified diff: line ${line + 1}: ${message}`, next });
}
