import { expect, test } from 'vitest';
import { clustersOf } from './cluster.ts';
import { sameCause, signatureOf } from './signature.ts';
import { adjustedRand, synthetic } from './testing/incidents.ts';

test('200 incidents of 12 causes, told with other paths, numbers, hashes and times each time, are 12 clusters', () => {
  for (const seed of [7, 11, 4242]) {
    const told = synthetic(200, seed);
    const clusters = clustersOf(told.map(({ incident }) => incident));
    const found = new Map(clusters.flatMap(({ incidents }, at) => incidents.map(({ seq }) => [seq, at] as const)));
    expect(clusters).toHaveLength(12);
    const agreement = adjustedRand(
      told.map(({ cause }) => cause),
      told.map(({ incident }) => found.get(incident.seq) ?? -1),
    );
    expect(agreement).toBeGreaterThanOrEqual(0.9);
  }
});

test('grouping all as one, or each for itself, would not pass for agreement', () => {
  const told = synthetic(200);
  const causes = told.map(({ cause }) => cause);
  expect(adjustedRand(causes, causes)).toBe(1);
  expect(
    adjustedRand(
      causes,
      causes.map(() => 0),
    ),
  ).toBeLessThan(0.1);
  expect(
    adjustedRand(
      causes,
      causes.map((_, at) => at),
    ),
  ).toBeLessThan(0.1);
});

test('the same command under two rules, or the same words of two kinds, are two causes', () => {
  const denied = signatureOf({ kind: 'denial', about: 'GIT1', text: 'git push --force' });
  expect(sameCause(denied, signatureOf({ kind: 'denial', about: 'GIT2', text: 'git push --force' }))).toBe(false);
  expect(sameCause(denied, signatureOf({ kind: 'rejection', about: 'GIT1', text: 'git push --force' }))).toBe(false);
  expect(sameCause(denied, signatureOf({ kind: 'denial', about: 'GIT1', text: 'git push --force a1/b2' }))).toBe(true);
});
