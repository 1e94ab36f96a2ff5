import { expect, test } from 'vitest';
import { parseJson } from './parse-json.ts';

const nested = (depth: number, [open, close]: readonly [string, string]) => open.repeat(depth) + close.repeat(depth);

test('what an agent says is read, however wide; nested too deep it is no JSON, like everything that is none', () => {
  const wide = Array.from({ length: 500 }, (_, at) => ({ at, of: ['[{', {}] }));
  expect(parseJson(JSON.stringify(wide))).toEqual(wide);
  expect(parseJson(nested(200, ['[', ']']))).toBeDefined();
  for (const text of [
    nested(201, ['[', ']']),
    nested(100_000, ['[', ']']),
    `${'{"a":'.repeat(300)}1${'}'.repeat(300)}`,
  ])
    expect(parseJson(text)).toBeUndefined();
  for (const text of ['', '{', 'null x', '\u0000']) expect(parseJson(text)).toBeUndefined();
});
