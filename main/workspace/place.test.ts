import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ThreadId } from '../../core/ids.ts';
import { placeOf, portsOf, slug } from './place.ts';

test('any title gives a short slug of plain words, safe as a folder and in a branch on every system', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' })), (title) => {
      const text = slug(title);
      expect(text).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      expect(text.length).toBeLessThanOrEqual(40);
      expect(slug(text)).toBe(text);
    }),
    { numRuns: 150 },
  );
});

test.each([
  ['Rename makeSlug to slugify', 'rename-makeslug-to-slugify'],
  ['Résumé der Änderungen', 'resume-der-anderungen'],
  ['../../etc/passwd', 'etc-passwd'],
  ['HEAD.lock', 'head-lock'],
  ['日本語', 'thread'],
  ['-x --force', 'x-force'],
])('%s → %s', (title, expected) => {
  expect(slug(title)).toBe(expected);
});

test('git accepts the branch of any title', () => {
  for (const title of ['a..b', '@{u}', '~^:?*[\\', '.hidden', 'end.', 'x'.repeat(120)]) {
    const { branch } = placeOf('/data', { thread: ThreadId.parse('thr_abc'), title });
    expect(() => execFileSync('git', ['check-ref-format', '--branch', branch], { stdio: 'ignore' })).not.toThrow();
  }
});

test('no thread gets a port of a workspace that stands, also when the blocks have come round or the base was moved', () => {
  const first = portsOf(7, 41_000);
  const after = portsOf(507, 41_000, [first]);
  expect(after.first).toBe(first.first + 10);
  const moved = portsOf(1, 41_005, [{ first: 41_010, count: 10 }]);
  expect(moved.first).toBe(41_025);
});

test('neighbouring threads never share a port, and no port is too high', () => {
  const all = Array.from({ length: 500 }, (_, number) => portsOf(number + 1, 60_000));
  expect(new Set(all.map((ports) => ports.first)).size).toBe(500);
  for (const { first, count } of all) {
    expect(first % 10).toBe(0);
    expect(first + count - 1).toBeLessThanOrEqual(65_535);
  }
});
