import { expect, test } from 'vitest';
import { seatbeltProfile } from './seatbelt.ts';

test('a profile denies writes first, and says later mounts later, so that they win', () => {
  const profile = seatbeltProfile({
    by: 'seatbelt',
    network: 'none',
    mounts: [
      { access: 'none', at: '/Users/ann/.ssh' },
      { access: 'write', at: '/Users/ann/own' },
      { access: 'read', at: '/Users/ann/own/.git' },
    ],
  });
  const lines = profile.split('\n');
  const at = (text: string) => lines.findIndex((line) => line.includes(text));
  expect(lines.slice(0, 3)).toEqual(['(version 1)', '(allow default)', '(deny file-write*)']);
  expect(at('(deny file-read* file-write* (subpath "/Users/ann/.ssh"))')).toBeGreaterThan(2);
  expect(at('(deny file-write* (subpath "/Users/ann/own/.git"))')).toBeGreaterThan(
    at('(allow file-read* file-write* (subpath "/Users/ann/own"))'),
  );
  expect(lines.at(-2)).toBe('(deny network*)');
});

test('a path cannot end its own quotation', () => {
  const profile = seatbeltProfile({
    by: 'seatbelt',
    network: 'shared',
    mounts: [{ access: 'write', at: '/a"))(allow file-write* (subpath "/' }],
  });
  expect(profile).toContain(String.raw`(subpath "/a\"))(allow file-write* (subpath \"/"))`);
});
