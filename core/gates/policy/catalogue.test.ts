import { expect, test } from 'vitest';
import { readRowGroups } from '../testing/rows.ts';
import { judgeShell } from '../testing/context.ts';
import { builtInRules } from './built-in.ts';
import { catalogue, catalogued } from './catalogue.ts';
import { proveRule } from './examples.ts';

test.each(catalogue.map((entry) => [entry.id, entry] as const))('%s holds on its own examples', (_, entry) => {
  const { passed, failed } = proveRule(entry, builtInRules);
  expect(failed).toEqual([]);
  expect(passed).toBeGreaterThan(1);
});

test('a rule that is gone is noticed by its examples', () => {
  const entry = catalogued('FS1');
  expect(
    entry &&
      proveRule(
        entry,
        builtInRules.filter(({ name }) => name !== 'outside-roots'),
      ).failed,
  ).not.toEqual([]);
});

test('every rule that answers is in the catalogue', () => {
  const said = readRowGroups().flatMap(({ rows }) => rows.map(({ command }) => judgeShell(command)));
  const unknown = said.filter(({ kind, rule }) => kind !== 'allow' && !catalogued(rule)).map(({ rule }) => rule);
  expect([...new Set(unknown)]).toEqual([]);
});
