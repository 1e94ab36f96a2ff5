import { expect, test } from 'vitest';
import { evaluate, namesIn, parseCondition } from './condition.ts';

const world = {
  value: (name: string) => ({ repo: 'web', 'answers.scope': 'all', item: 'a b' })[name] ?? '',
  exists: (path: string) => path === 'package.json',
};

test.each([
  ["exists('package.json')", true],
  ['exists(\'x\') or exists("package.json")', true],
  ["not exists('package.json')", false],
  ["repo == 'web' and answers.scope != 'none'", true],
  ["'web' == repo", true],
  ["repo == 'api' or repo == 'web' and answers.scope == 'all'", true],
  ["(repo == 'web' or repo == 'api') and answers.scope == 'none'", false],
  ["not repo == 'web' or item == 'a b'", true],
  ["answers.other == ''", true],
  ["not not exists('package.json')", true],
])('%s is %s', (source, expected) => {
  const parsed = parseCondition(source);
  if (!parsed.ok) throw new Error(parsed.error.message);
  expect(evaluate(parsed.value, world)).toBe(expected);
});

test.each([
  ['', 'ends too early'],
  ['repo', 'expects == or !='],
  ["repo = 'web'", 'expects == or !='],
  ["repo == 'web' repo", 'does not understand "repo" after a complete condition'],
  ["(repo == 'web'", 'misses a closing ")"'],
  ['exists(package.json)', 'expects a quoted path'],
  ["env.HOME == 'x'", 'does not understand "env.HOME"'],
  ["process.exit() == 'x'", 'does not understand "process.exit"'],
  ["repo == 'web", 'does not understand'],
  ['not '.repeat(60) + "exists('a')", 'nested too deeply'],
])('%s is refused', (source, message) => {
  const parsed = parseCondition(source);
  expect(parsed.ok ? 'accepted' : parsed.error.message).toContain(message);
});

test('the names a condition reads are known before it is evaluated', () => {
  const parsed = parseCondition("answers.a == 'x' and not (inputs.b != item or exists('repo'))");
  expect(parsed.ok && namesIn(parsed.value)).toEqual(['answers.a', 'inputs.b', 'item']);
});
