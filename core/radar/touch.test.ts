import { expect, test } from 'vitest';
import { mayConflict, sharedFiles } from './touch.ts';
import type { Touch } from './touch.ts';

function touch(parts: Partial<Record<keyof Touch, readonly string[]>>): Touch {
  const { files = [], addedFiles = [], addedFolders = [], removedFolders = [] } = parts;
  return {
    files: new Set([...files, ...addedFiles]),
    ...{ addedFiles: new Set(addedFiles), addedFolders: new Set(addedFolders) },
    removedFolders: new Set(removedFolders),
  };
}

test.each([
  ['the same file', { files: ['a/x'] }, { files: ['a/x', 'b'] }, true],
  ['different files', { files: ['a/x'] }, { files: ['a/y'] }, false],
  ['a file named as the other’s new folder', { addedFiles: ['a'] }, { addedFiles: ['a/x'], addedFolders: ['a'] }, true],
  [
    'new files in one new folder',
    { addedFiles: ['n/x'], addedFolders: ['n'] },
    { addedFiles: ['n/y'], addedFolders: ['n'] },
    false,
  ],
  [
    'a new file deep in a folder the other moved',
    { addedFiles: ['d/e/new'] },
    { files: ['d/x', 'm/x'], removedFolders: ['d'] },
    true,
  ],
  [
    'an edit elsewhere while a folder moved',
    { files: ['other'] },
    { files: ['d/x', 'm/x'], removedFolders: ['d'] },
    false,
  ],
  [
    'a folder whose name only begins the same',
    { addedFiles: ['dd/new'] },
    { files: ['d/x'], removedFolders: ['d'] },
    false,
  ],
])('branches that touch %s are told apart rightly', (...[, a, b, may]) => {
  expect(mayConflict(touch(a), touch(b))).toBe(may);
  expect(mayConflict(touch(b), touch(a))).toBe(may);
});

test('files that both touch are told in order', () => {
  expect(sharedFiles(touch({ files: ['z', 'b', 'a'] }), touch({ files: ['a', 'z'] }))).toEqual(['a', 'z']);
});
