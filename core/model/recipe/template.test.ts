import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { escapePattern, escapeReplacement, escapeShell, referencesIn, substitute } from './template.ts';

const scope = (value: string) => ({
  inputs: { x: value },
  answers: { y: 'why' },
  repo: 'web',
  item: undefined,
  match: ['', 'one'],
});

test('references are filled in, everything else is left to its owner', () => {
  const text = '${inputs.x} ${answers.y} ${repo} ${match.1} ${HOME} $x $${inputs.x} ${item}';
  expect(substitute(text, scope('v'))).toBe('v why web one ${HOME} $x ${inputs.x} ');
  expect(referencesIn(text)).toEqual(['inputs.x', 'answers.y', 'repo', 'match.1', 'item']);
  expect(substitute('${inputs.constructor}', scope('v'))).toBe('');
});

test('a value in a pattern matches only itself', () => {
  fc.assert(
    fc.property(fc.string(), (value) => {
      for (const flags of ['', 'u']) {
        const pattern = substitute('^${inputs.x}$', scope(value), escapePattern);
        expect(new RegExp(pattern, flags).test(value)).toBe(true);
      }
    }),
  );
});

test('a value in a replacement is inserted as it is', () => {
  fc.assert(
    fc.property(fc.string(), (value) => {
      const replacement = substitute('${inputs.x}', scope(value), escapeReplacement);
      expect('abc'.replace(/b/, replacement)).toBe(`a${value}c`);
    }),
  );
});

test('a value in a command stays one argument of bash, whichever quotes it stands in', () => {
  const awkward = [
    "it's",
    'a b',
    '$(touch x)',
    '`id`',
    '"',
    '\\',
    "';exit 3;'",
    '$HOME',
    '*',
    '',
    '-n',
    'a\nb',
    '!x',
    '~',
  ];
  for (const value of awkward) {
    for (const template of [
      '${inputs.x}',
      "'${inputs.x}'",
      '"${inputs.x}"',
      "\\'${inputs.x}\\'",
      '"it\'s ${inputs.x}"',
    ]) {
      const command = `printf '%s\\n' ${substitute(template, scope(value), escapeShell)}`;
      const printed = execFileSync('bash', ['-c', command], { encoding: 'utf8', cwd: '/tmp' });
      const literal = template.replace(/^(['"])(.*)\1$/, '$2').replaceAll("\\'", "'");
      expect(printed, command).toBe(`${literal.replace('${inputs.x}', () => value)}\n`);
    }
  }
});
