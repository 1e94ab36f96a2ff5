import fc from 'fast-check';
import { expect, test } from 'vitest';
import { blocksOf } from './blocks.ts';

test('a text is cut at empty lines, but not inside a fence or a list', () => {
  expect(blocksOf('One\ntwo\n\n```js\na\n\nb\n```\n\n- x\n\n- y\n\nEnd')).toEqual([
    'One\ntwo\n\n',
    '```js\na\n\nb\n```\n\n- x\n\n- y\n\n',
    'End',
  ]);
});

test('a shorter fence, or one of the other sign, does not end a fence', () => {
  expect(blocksOf('````\n```\n\n~~~\n\n````\n\nEnd')).toHaveLength(2);
});

const pieces = fc.array(fc.constantFrom('\n', '\n\n', '```\n', '~~~~\n', '- a\n', '  b\n', 'word ', '# T\n', '1. x\n'));

test('the pieces together are the text, and what grows at the end changes the last piece alone', () => {
  fc.assert(
    fc.property(pieces, pieces, (before, after) => {
      const first = before.join('');
      const whole = first + after.join('');
      expect(blocksOf(whole).join('')).toBe(whole);
      const settled = blocksOf(first).slice(0, -1);
      expect(blocksOf(whole).slice(0, settled.length)).toEqual(settled);
    }),
  );
});
