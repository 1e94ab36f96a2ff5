import { expect, test } from 'vitest';
import { applyPatch, parsePatch } from './patch.ts';

function apply(content: string, patch: string): string {
  const parsed = parsePatch(patch);
  if (!parsed.ok) return parsed.error.message;
  const [file] = parsed.value;
  const applied = file ? applyPatch(content, file) : undefined;
  return applied?.ok ? applied.value : (applied?.error.message ?? '');
}

const HEADER = '--- a/x\n+++ b/x\n';

test.each([
  ['one line', 'a\nb\nc\n', `${HEADER}@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n`, 'a\nB\nc\n'],
  ['moved down', 'new\nnew\na\nb\nc\n', `${HEADER}@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n`, 'new\nnew\na\nB\nc\n'],
  ['two hunks', '1\n2\n3\n4\n5\n6\n', `${HEADER}@@ -1,1 +1,2 @@\n 1\n+x\n@@ -6,1 +7,0 @@\n-6\n`, '1\nx\n2\n3\n4\n5\n'],
  ['no end of line', 'a\nb', `${HEADER}@@ -2 +2 @@\n-b\n\\ No newline at end of file\n+c\n`, 'a\nc\n'],
  ['stripped empty context', 'a\n\nb\n', `${HEADER}@@ -1,3 +1,3 @@\n a\n\n-b\n+c\n`, 'a\n\nc\n'],
  ['Windows line ends stay', 'a\r\nb\r\n', `${HEADER}@@ -2 +2 @@\n-b\n+c\n`, 'a\r\nc\r\n'],
  ['a line that looks like a header', 'x\n-- y\n', `${HEADER}@@ -1,2 +1,1 @@\n x\n--- y\n`, 'x\n'],
  ['a new file', '', '--- /dev/null\n+++ b/x\n@@ -0,0 +1,2 @@\n+a\n+b\n', 'a\nb\n'],
])('%s', (...[, content, patch, expected]) => {
  expect(apply(content, patch)).toBe(expected);
});

test.each([
  ['a\n', `${HEADER}@@ -1 +1 @@\n-b\n+c\n`, 'the lines the patch expects near line 1 of x are not there'],
  ['', 'hello', 'no "--- " and "+++ " lines found'],
  ['', '--- a/x\n', 'line 1: "--- " is not followed'],
  ['', `${HEADER}@@ -1,5 +1,5 @@\n a\n`, 'line 1: '],
  ['', `${HEADER}nothing`, 'no "@@" hunk for x'],
  ['', 'rename from a\nrename to b\n', 'cannot apply "rename from a"'],
  ['', '--- a/x\n+++ b/y\n@@ -1 +1 @@\n-a\n+b\n', 'cannot rename x to y'],
])('%j refuses %j', (content, patch, message) => {
  expect(apply(content, patch)).toContain(message);
});
