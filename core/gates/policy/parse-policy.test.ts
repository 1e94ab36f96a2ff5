import { expect, test } from 'vitest';
import { parsePolicy } from './parse-policy.ts';

const good = {
  ...{ id: 'no-left-pad', effect: 'install', where: { package: 'left-pad' } },
  ...{ verdict: 'deny', reason: 'use padStart', match: ['npm install left-pad'], no_match: ['npm install'] },
};

function problems(value: unknown, layer: 'user' | 'repo' = 'user') {
  const parsed = parsePolicy(value, layer);
  return parsed.ok ? [] : parsed.problems.map(({ path, message, next }) => `${path.join('.')}: ${message}; ${next}`);
}

test('an empty file and a good rule load', () => {
  expect(problems(null)).toEqual([]);
  expect(problems({ version: 1, rules: [good], set: [{ rule: 'PK1', verdict: 'allow' }] })).toEqual([]);
});

test.each([
  [
    'a misspelt field',
    { ...good, where: { packge: 'x' } },
    /rules\.0\.where\.packge: unknown key; Did you mean package\?/,
  ],
  ['a misspelt key', { ...good, verdikt: 'ask' }, /rules\.0\.verdikt: unknown key; Did you mean verdict\?/],
  ['an unknown effect', { ...good, effect: 'instal' }, /rules\.0\.effect: must be one of .*install/],
  ['a flag that is a text', { ...good, where: { global: 'yes' } }, /rules\.0\.where\.global: must be true or false/],
  ['no example', { ...good, match: [] }, /rules\.0\.match: needs an example/],
  [
    'an example it does not match',
    { ...good, match: ['npm install lodash'] },
    /match\.0: the rule does not speak .*teatree gate explain/,
  ],
  ['a counter-example it matches', { ...good, no_match: ['npm i left-pad'] }, /no_match\.0: the rule speaks on/],
])('%s does not load and names the place', (_, rule, problem) => {
  expect(problems({ rules: [rule] }).join('\n')).toMatch(problem);
});

test('safety is only made stricter, by anybody', () => {
  expect(problems({ set: [{ rule: 'FS1', verdict: 'allow' }] })[0]).toContain('set.0.verdict: FS1 is safety');
  expect(problems({ set: [{ rule: 'SEC2', verdict: 'deny' }] })).toEqual([]);
});

test('a repo can only tighten', () => {
  expect(problems({ set: [{ rule: 'PK1', verdict: 'allow' }] }, 'repo')[0]).toContain('can only tighten');
  expect(problems({ rules: [{ ...good, verdict: 'allow' }] }, 'repo')[0]).toContain('can only tighten');
  expect(problems({ rules: [good], set: [{ rule: 'PK1', verdict: 'deny' }] }, 'repo')).toEqual([]);
});

test('one wrong rule keeps the others out too, and an id stands once', () => {
  expect(problems({ rules: [good, good] })[0]).toContain('no-left-pad is used twice');
  expect(problems({ set: [{ rule: 'PK9', verdict: 'ask' }] })[0]).toMatch(
    /there is no built-in rule PK9; Did you mean PK/,
  );
});

test.each([
  [[]],
  ['text'],
  [7],
  [{ rules: 'x' }],
  [{ rules: [[]] }],
  [{ rules: [null] }],
  [{ __proto__: null, set: {} }],
])('junk is a problem, not a crash: %j', (value) => {
  expect(problems(value).length).toBeGreaterThan(0);
});
