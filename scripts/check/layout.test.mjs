import { expect, test } from 'vitest';
import { crowdedFolders, misnamed } from './layout.mjs';

const filesIn = (folder, count, suffix = '.ts') =>
  Array.from({ length: count }, (_, index) => `${folder}/f${index}${suffix}`);

test('a folder holds at most 12 files', () => {
  expect(crowdedFolders([...filesIn('core/model', 13), ...filesIn('core/loop', 12)])).toEqual([
    { folder: 'core/model', count: 13 },
  ]);
});

test('tests and sub-folders do not crowd a folder', () => {
  const files = [
    ...filesIn('core/gates', 12),
    ...filesIn('core/gates', 12, '.test.ts'),
    ...filesIn('core/gates/rules', 12),
  ];
  expect(crowdedFolders(files)).toEqual([]);
});

test.each([
  ['core/model/HarnessEvent.ts', 'use kebab-case'],
  ['core/model/harness_event.ts', 'use kebab-case'],
  ['main/gitVerbs/fetch.ts', 'use kebab-case'],
  ['core/utils/join.ts', 'name what is inside'],
  ['main/src/index.ts', 'name what is inside'],
  ['main/harness/run-manager.ts', 'say what it is or does'],
  ['core/path-utils.ts', 'say what it is or does'],
])('%s is misnamed', (file, problem) => {
  expect(misnamed([file])).toEqual([expect.stringContaining(problem)]);
});

test.each([
  'core/model/harness-event.test.ts',
  'renderer/index.html',
  'e2e/README.md',
  'main/desktop/assets/tray@2x.png',
  'core/tsconfig.test.json',
])('%s is well named', (file) => expect(misnamed([file])).toEqual([]));
