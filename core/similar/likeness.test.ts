import { expect, test } from 'vitest';
import { evidenceOf } from './likeness.ts';
import { createSimilarIndex } from './similar-index.ts';

const none = { rare: [], conflicting: [] };

function found(a: string, b: string) {
  const index = createSimilarIndex();
  index.add('other', { title: b, body: '' });
  const [hit] = index.query({ title: a, body: '' }, { k: 1 });
  if (!hit) throw new Error('Nothing in common');
  return hit;
}

test('texts alone are asked about when they say much the same, quoting what both say', () => {
  const hit = found('Refresh the expired session in src/auth.ts', 'Expired session is not refreshed (src/auth.ts)');
  expect(evidenceOf(hit, none)).toEqual([
    { kind: 'same-words', text: expect.stringMatching(/^Both speak of “.*[Ee]xpired”/) as string },
    { kind: 'same-names', text: 'Both name `src/auth.ts`' },
  ]);
});

test('a single word in common is not enough, however short both are', () => {
  const hit = found('Paint the shed', 'Paint the fence');
  expect(hit.score).toBeGreaterThan(0.3);
  expect(evidenceOf(hit, none)).toEqual([]);
});

test('what texts leave open is asked about where both change the same seldom changed file, or conflict', () => {
  const hit = (score: number) => ({ ...found('Expired session breaks log-in', 'Session expired: refresh'), score });
  expect(evidenceOf(hit(0.22), none)).toEqual([]);
  expect(evidenceOf(hit(0.22), { rare: ['src/auth.ts'], conflicting: [] }).map(({ kind }) => kind)).toEqual([
    'same-words',
    'same-files',
  ]);
  expect(evidenceOf(hit(0.17), { rare: ['src/auth.ts'], conflicting: [] })).toEqual([]);
  expect(evidenceOf(hit(0.17), { rare: [], conflicting: ['src/auth.ts'] }).at(-1)).toEqual({
    kind: 'same-code',
    text: 'Their commits conflict in `src/auth.ts`',
  });
  expect(evidenceOf(hit(0.1), { rare: ['a'], conflicting: ['a'] })).toEqual([]);
});

test('what is quoted hides nothing and stands on one line', () => {
  const hit = found('Expired session of user', 'Expired session of user');
  const evidence = evidenceOf(hit, { rare: [], conflicting: ['a\n\u202e.ts'] });
  expect(evidence.at(-1)?.text).toBe('Their commits conflict in `a ⟨U+202E⟩.ts`');
});
