import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseDiff } from './diff.ts';

type Edit = { readonly kind: 'context' | 'added' | 'deleted'; readonly text: string };

/** Lines that try to look like a diff's own syntax. */
const text = fc.oneof(
  fc.string({ maxLength: 12 }).map((each) => each.replaceAll(/[\n\r]/g, '')),
  fc.constantFrom('', '@@ -1,2 +1,2 @@', '--- a/x', '+++ b/x', '\\ No newline at end of file', 'diff --git a/x b/x'),
);
const edit = fc.record({ kind: fc.constantFrom('context', 'added', 'deleted'), text }) as fc.Arbitrary<Edit>;
const edits = fc.array(edit, { minLength: 1, maxLength: 40 });

test('numbers and texts of a hunk rebuild both sides, whatever the content looks like', () => {
  fc.assert(
    fc.property(edits, fc.nat(1000), (lines, offset) => {
      const before = lines.filter((line) => line.kind !== 'added').map((line) => line.text);
      const after = lines.filter((line) => line.kind !== 'deleted').map((line) => line.text);
      const { hunks } = parseDiff(unified(lines, offset + 1));
      const parsed = hunks.flatMap((hunk) => hunk.lines);
      expect(hunks).toHaveLength(1);
      expect(parsed.filter((line) => line.old !== undefined).map((line) => line.text)).toEqual(before);
      expect(parsed.filter((line) => line.now !== undefined).map((line) => line.text)).toEqual(after);
      expect(parsed.flatMap((line) => line.old ?? [])).toEqual(before.map((_, index) => offset + 1 + index));
      expect(parsed.flatMap((line) => line.now ?? [])).toEqual(after.map((_, index) => offset + 1 + index));
    }),
  );
});

test('any text at all is read without an error', () => {
  fc.assert(fc.property(fc.string(), (anything) => parseDiff(anything).hunks.every((hunk) => hunk.lines.length >= 0)));
});

test('a missing newline at the end is shown on its line', () => {
  const { hunks } = parseDiff('@@ -1 +1 @@ function a()\n-x\n\\ No newline at end of file\n+y\n');
  expect(hunks[0]?.section).toBe('function a()');
  expect(hunks[0]?.lines.map(({ kind, open }) => [kind, open])).toEqual([
    ['deleted', true],
    ['added', false],
  ]);
});

test('a binary file has no hunks and says so', () => {
  expect(parseDiff('diff --git a/x.png b/x.png\nBinary files a/x.png and b/x.png differ\n')).toEqual({
    hunks: [],
    binary: true,
  });
});

function unified(lines: readonly Edit[], start: number): string {
  const mark = { context: ' ', added: '+', deleted: '-' };
  const count = (kind: Edit['kind']) => lines.filter((line) => line.kind !== kind).length;
  const head = `@@ -${String(start)},${String(count('added'))} +${String(start)},${String(count('deleted'))} @@`;
  const body = lines.map((line) => `${mark[line.kind]}${line.text}`).join('\n');
  return `diff --git a/f b/f\n--- a/f\n+++ b/f\n${head}\n${body}\n`;
}
