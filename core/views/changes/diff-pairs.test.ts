import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DiffLine } from './diff.ts';
import { replacements, sideBySide } from './diff-pairs.ts';

const line = (kind: DiffLine['kind'], text: string): DiffLine => ({ kind, text, old: 1, now: 1, open: false });
const lines = (marks: string) =>
  [...marks].map((mark, at) => line(mark === '+' ? 'added' : mark === '-' ? 'deleted' : 'context', `${mark}${at}`));
const shown = (marks: string) =>
  sideBySide(lines(marks)).map(({ left, right }) => `${left?.text ?? ''}|${right?.text ?? ''}`);

test('what was replaced stands beside what replaced it; what is only there once stands alone', () => {
  expect(shown(' --+ ')).toEqual([' 0| 0', '-1|+3', '-2|', ' 4| 4']);
  expect(shown('+-')).toEqual(['|+0', '-1|']);
  expect(shown('-+-++')).toEqual(['-0|+1', '-2|+3', '|+4']);
});

test('each line is shown once on its side, in its order, whatever the diff', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('added', 'deleted', 'context'), { maxLength: 60 }), (kinds) => {
      const all = kinds.map((kind, at) => line(kind, String(at)));
      const pairs = sideBySide(all);
      expect(pairs.flatMap(({ left }) => left ?? [])).toEqual(all.filter(({ kind }) => kind !== 'added'));
      expect(pairs.flatMap(({ right }) => right ?? [])).toEqual(all.filter(({ kind }) => kind !== 'deleted'));
      for (const [one, other] of replacements(all)) {
        expect(new Set([one.kind, other.kind])).toEqual(new Set(['added', 'deleted']));
        expect(replacements(all).get(other)).toBe(one);
      }
    }),
  );
});
