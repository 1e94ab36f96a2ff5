import { expect, test } from 'vitest';
import { parseDiff } from './diff.ts';
import { patchOf, shownHunk } from './hunk-patch.ts';

const head =
  'diff --git a/old.txt b/new name.txt\nrename from old.txt\nrename to new name.txt\n--- a/old.txt\n+++ b/new name.txt\t\n';
const diff = `${head}@@ -1,2 +1,2 @@ first\n a\n-b\n+B\n@@ -9,1 +9,2 @@\n y\n+z\n\\ No newline at end of file\n`;
const hunks = parseDiff(diff).hunks;

test('the patch of one hunk holds that hunk alone, about the file under its name of now', () => {
  const [, second] = hunks.map(shownHunk);
  expect(second && patchOf(diff, second)).toBe(
    '--- a/new name.txt\t\n+++ b/new name.txt\t\n@@ -9,1 +9,2 @@\n y\n+z\n\\ No newline at end of file\n',
  );
});

test('a hunk whose lines or place are not as they were shown has no patch', () => {
  const [first] = hunks.map(shownHunk);
  expect(first && patchOf(diff.replace('+B', '+C'), first)).toBeUndefined();
  expect(first && patchOf(diff, { ...first, newStart: 2 })).toBeUndefined();
});

test('a file that came or went has no patch: it is discarded whole', () => {
  const added = 'diff --git a/x b/x\nnew file mode 100644\n--- /dev/null\n+++ b/x\n@@ -0,0 +1 @@\n+one\n';
  const gone = 'diff --git a/x b/x\ndeleted file mode 100644\n--- a/x\n+++ /dev/null\n@@ -1 +0,0 @@\n-one\n';
  for (const each of [added, gone]) {
    const [only] = parseDiff(each).hunks.map(shownHunk);
    expect(only && patchOf(each, only)).toBeUndefined();
  }
});

test('a hunk that was shown with a masked secret is found by what was shown, and its patch holds what stands there', () => {
  const token = `glpat-${'aB3dE5gH7jK9mN1pQ2r'}S`;
  const real = `--- a/x\n+++ b/x\n@@ -1,1 +1,1 @@\n-a\n+const key = '${token}';\n`;
  const shown = { oldStart: 1, newStart: 1, body: "-a\n+const key = '«secret: gitlab-token»';" };
  expect(patchOf(real, shown)).toContain(token);
});
