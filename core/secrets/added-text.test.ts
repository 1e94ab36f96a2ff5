import { expect, test } from 'vitest';
import { addedText } from './added-text.ts';

test('added lines carry their numbers, per file and commit; a message cannot look like a header', () => {
  const id = 'a'.repeat(40);
  const patch = [
    'diff --git a/old.txt b/old.txt',
    ...['--- a/old.txt', '+++ b/old.txt', '@@ -3 +3,2 @@ fn', '-x', '+++ b/fake', '+two', '@@ -9,0 +11 @@', '+three'],
    '\\ No newline at end of file',
    `commit ${id}`,
    ...['Author: A <a@b>', '', '    Subject', '    +++ b/fake', ''],
    ...['--- /dev/null', '+++ "b/sp\\303\\244t.txt"\t', '@@ -0,0 +1 @@', '+four'],
  ].join('\n');
  expect(addedText(patch)).toEqual([
    {
      commit: undefined,
      path: 'old.txt',
      lines: [
        { line: 3, text: '++ b/fake' },
        { line: 4, text: 'two' },
        { line: 11, text: 'three' },
      ],
    },
    {
      commit: id,
      path: undefined,
      lines: [
        { line: 1, text: 'Subject' },
        { line: 2, text: '+++ b/fake' },
      ],
    },
    { commit: id, path: 'sp\\303\\244t.txt', lines: [{ line: 1, text: 'four' }] },
  ]);
});
