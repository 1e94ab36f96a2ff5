import { describe, expect, test } from 'vitest';
import { ask } from '../verdict.ts';
import type { Rule } from '../rule.ts';
import { all } from '../rule.ts';
import { builtInRules } from './built-in.ts';
import type { NamedRule } from './consult.ts';
import { judged } from './testing/policies.ts';

const throws: Rule = () => {
  throw new Error('no such luck');
};
const nonsense: readonly (readonly [string, unknown])[] = [
  ['a word', 'deny'],
  ['a promise', Promise.resolve([])],
  ['an unknown verdict', [{ kind: 'maybe', rule: 'X', reason: 'r' }]],
  ['a verdict of no rule', [{ kind: 'allow', reason: 'r' }]],
  ['nothing in a list', [undefined]],
];
const asks: Rule = () => [ask({ rule: 'X1', reason: 'r', next: 'n', risk: 'low' })];
const withRule = (named: NamedRule, others: readonly NamedRule[] = builtInRules) => ({ builtIn: [named, ...others] });

describe('a rule that throws or answers nonsense', () => {
  const broken: readonly (readonly [string, Rule])[] = [
    ['an exception', throws],
    ...nonsense.map(([name, value]) => [name, (() => value) as unknown as Rule] as const),
  ];

  test.each(broken)('asks where it guards security, and warns: %s', (_, rule) => {
    const verdict = judged('ls', withRule({ name: 'guard', rule }));
    expect(verdict).toMatchObject({ kind: 'ask', rule: 'guard', warnings: [{ rule: 'guard' }] });
  });

  test.each(broken)('lets go on elsewhere, with one warning: %s', (_, rule) => {
    const verdict = judged('ls', withRule({ name: 'comfort', rule, opens: true }));
    expect(verdict.kind).toBe('allow');
    expect(verdict.warnings).toHaveLength(1);
  });

  test.each(broken)('neither denies nor silences those that do: %s', (_, rule) => {
    expect(judged('rm -rf ~', withRule({ name: 'guard', rule }))).toMatchObject({ kind: 'deny', rule: 'FS1' });
  });
});

test('a part of a family that breaks does not silence the other parts', () => {
  const family: NamedRule = { name: 'family', rule: all(throws, asks) };
  const verdict = judged('ls', withRule(family, []));
  expect(verdict).toMatchObject({ kind: 'ask', warnings: [{ rule: 'family' }] });
  const open: NamedRule = { ...family, opens: true };
  expect(judged('ls', withRule(open, []))).toMatchObject({ kind: 'ask', rule: 'X1' });
});

test('each of the shipped families, made to throw, leaves every other answer as it was', () => {
  for (const victim of builtInRules) {
    const builtIn = builtInRules.map((each) => (each === victim ? { ...each, rule: throws } : each));
    const verdict = judged('ls', { builtIn });
    expect([victim.name, verdict.kind]).toEqual([victim.name, victim.opens ? 'allow' : 'ask']);
    const other = victim.name === 'outside-roots' ? 'sudo ls' : 'rm -rf ~';
    expect([victim.name, judged(other, { builtIn }).kind]).toEqual([victim.name, 'deny']);
  }
});

test('when the time is up the rules that were not asked count as broken', () => {
  let at = 0;
  const slow: NamedRule = { name: 'slow', rule: () => ((at += 60), undefined) };
  const verdict = judged('ls', { ...withRule(slow), watch: { now: () => at } });
  expect(verdict.kind).toBe('ask');
  expect(verdict.warnings?.length).toBe(builtInRules.length);
});
