import { expect, test } from 'vitest';
import { fill } from './fill.ts';
import { previewChange } from './preview.ts';
import { Step } from './step.ts';

const scope = { inputs: { x: 'a.b $1' }, answers: {}, repo: 'web' };

function filled(work: object) {
  const result = fill(Step.parse(work).work, scope);
  return result.ok ? result.value.with : result.error;
}

test('a value is escaped for the place it stands in', () => {
  expect(filled({ run: 'echo ${inputs.x}' })).toMatchObject({ command: "echo 'a.b $1'" });
  expect(filled({ replace: { files: '${repo}.js', pattern: '^${inputs.x}', with: '${inputs.x}' } })).toMatchObject({
    files: ['web.js'],
    pattern: '^a\\.b \\$1',
    with: 'a.b $$1',
  });
  expect(
    filled({ json: { file: 'a.json', set: { 'deps.${inputs.x}': { deep: ['${repo}'] } }, delete: ['${inputs.x}'] } }),
  ).toEqual({
    file: 'a.json',
    set: { 'deps.a\\.b $1': { deep: ['web'] } },
    delete: ['a\\.b $1'],
  });
  expect(filled({ commit: 'For ${repo}: ${HOME}' })).toMatchObject({ message: 'For web: ${HOME}' });
});

test('a value that is not there yet is named', () => {
  expect(filled({ write: { path: 'a', content: '${answers.y} ${item}' } })).toMatchObject({
    message: 'answers.y, item has no value',
  });
});

test('a preview shows the changed lines only, and not too many', () => {
  expect(previewChange('a\nb\nc\n', 'a\nB\nc\n')).toBe('-b\n+B');
  expect(previewChange('a\nc\n', 'a\nb\nc\n')).toBe('+b');
  expect(previewChange('a\na\n', 'a\n')).toBe('-a');
  expect(previewChange('', 'x'.repeat(9000), 100)).toMatch(/^-\n\+x{97}\n… \(2 lines in all\)$/);
});
