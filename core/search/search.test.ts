import fc from 'fast-check';
import { expect, test } from 'vitest';
import { excerptOf } from './excerpt.ts';
import { matchOf, readQuery } from './query.ts';
import { findableIn, saidIn } from './texts.ts';

const shown = (text: string, query: string) =>
  excerptOf(text, readQuery(query))
    .map((part) => (part.found ? `[${part.text}]` : part.text))
    .join('');

test('words are beginnings of words, quotes are exact, and signs part words as in what is searched', () => {
  expect(matchOf(readQuery('pars amount'))).toBe('"pars"* AND "amount"*');
  expect(matchOf(readQuery('"read the file" now'))).toBe('"read the file" AND "now"*');
  expect(matchOf(readQuery('parse_amount src/a.ts'))).toBe('"parse amount"* AND "src a ts"*');
  expect(readQuery(' … "" ')).toEqual([]);
});

test('nothing a person types can be an operator of the search', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const match = matchOf(readQuery(text));
      expect(match.replaceAll(/"[\p{L}\p{N}\p{M} ]+"\*?/gu, 'x')).toMatch(/^(x( AND x)*)?$/);
    }),
  );
});

test('an excerpt shows where the terms stand together, marked, without case and marks of letters', () => {
  expect(shown('Reads the Ämter of a town', 'amt')).toBe('Reads the [Ämter] of a town');
  expect(shown('call parse_amount(1)', 'parse_am')).toBe('call [parse_amount](1)');
  const far = `gate ${'x '.repeat(300)} the gate said no`;
  expect(shown(far, 'gate said')).toMatch(/^… .*the \[gate\] \[said\] no$/);
});

test('an excerpt says only what the text says, in its order', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), fc.string({ maxLength: 8 }), (text, query) => {
      const line = text.replaceAll(/\s+/g, ' ').trim();
      const parts = excerptOf(text, readQuery(query)).map((part) => part.text);
      const said = parts.filter((part) => !/^(… | …)$/.test(part)).join('');
      expect(line.includes(said)).toBe(true);
    }),
  );
});

test('what an edit puts into a file is found, and what has no words is not taken in', () => {
  const call = { id: 'c', tool: 'edit', input: { path: '/w/a.ts', new: 'const euro = 1;' }, cwd: '/w' };
  expect(saidIn({ type: 'tool-call', call })?.text).toContain('const euro');
  expect(saidIn({ type: 'turn-ended', outcome: 'completed', summary: '' })).toBeUndefined();
  expect(findableIn({ type: 'seat.asked' } as never)).toBeUndefined();
});
