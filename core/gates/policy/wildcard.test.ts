import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wildcardMatches } from './wildcard.ts';

test('stars stand for anything, one star never for a separator', () => {
  expect(wildcardMatches('src/*.ts', 'src/a.ts', '/')).toBe(true);
  expect(wildcardMatches('src/*.ts', 'src/b/a.ts', '/')).toBe(false);
  expect(wildcardMatches('src/**', 'src/b/a.ts', '/')).toBe(true);
  expect(wildcardMatches('*.example', 'a.b.example')).toBe(true);
  expect(wildcardMatches('a.c', 'abc')).toBe(false);
});

test('it agrees with the regular expression of the same meaning', () => {
  const letters = fc.stringMatching(/^[ab/]{0,8}$/);
  const pattern = fc.stringMatching(/^[ab/*]{0,6}$/);
  fc.assert(
    fc.property(pattern, letters, (stars, text) => {
      const source = stars.replace(/\*+/g, (run) => (run.length > 1 ? '.*' : '[^/]*'));
      expect(wildcardMatches(stars, text, '/')).toBe(new RegExp(`^${source}$`).test(text));
    }),
    { numRuns: 2000 },
  );
});

test('a pattern made to take for ever takes no time', () => {
  const pattern = '*a'.repeat(250);
  expect(wildcardMatches(pattern, 'a'.repeat(4000) + 'b')).toBe(false);
});
