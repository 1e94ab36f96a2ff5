import { expect, test } from 'vitest';
import { foldedFor } from './folding.ts';

const file = (path: string, added: number | undefined = 1) => ({
  ...{ path, oldPath: undefined, state: 'modified' as const, added, deleted: added && 0, blob: undefined },
});

test('lock files and what tools write are folded by their names, large files by their size, others are shown', () => {
  for (const path of ['package-lock.json', 'web/yarn.lock', 'dist/app.min.js', 'api/v1.pb.go', 'a.test.ts.snap'])
    expect(foldedFor(file(path)), path).toBe('generated');
  expect(foldedFor(file('src/a.ts', 5000))).toBe('large');
  for (const path of ['src/a.ts', 'lock', 'snap.ts', 'src/package-lock.json.ts', 'minjs'])
    expect(foldedFor(file(path)), path).toBeUndefined();
  expect(foldedFor(file('pic.png', undefined))).toBeUndefined();
});
