import { copyFileSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ESLint } from 'eslint';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CODE } from './files.mjs';
import { root as repo } from '../setup/paths.mjs';

const CONFIGS = ['eslint.config.js', 'tsconfig.base.json', 'tsconfig.lint.json'];

const lines = (count) => Array.from({ length: count }, (_, index) => `export const v${index} = ${index};\n`).join('');
const functionOf = (count) =>
  `export function f(): number {\n${'  g();\n'.repeat(count - 3)}  return 1;\n}\nfunction g() {}\n`;
const decisions = Array.from({ length: 15 }, (_, index) => `  if (a === ${index}) return ${index};\n`).join('');
const cases = Array.from({ length: 20 }, (_, index) => `    case ${index}:\n      return ${index};\n`).join('');

/** @type {[title: string, rule: string, file: string, text: string][]} */
const FORBIDDEN = [
  ['a file has at most 300 lines', 'max-lines', 'core/long.ts', lines(301)],
  ['a test file has at most 300 lines', 'max-lines', 'core/long.test.ts', lines(301)],
  ['a script has at most 300 lines', 'max-lines', 'scripts/long.mjs', lines(301)],
  ['a function has at most 60 lines', 'max-lines-per-function', 'main/git/long.ts', functionOf(61)],
  ['a component has at most 100 lines', 'max-lines-per-function', 'renderer/long.tsx', functionOf(101)],
  [
    'a function takes at most 3 parameters',
    'max-params',
    'core/params.ts',
    'export const f = (a: 1, b: 1, c: 1, d: 1) => [a, b, c, d];\n',
  ],
  [
    'a function takes at most 15 decisions',
    'complexity',
    'core/complex.ts',
    `export function f(a: number) {\n${decisions}  return 0;\n}\n`,
  ],
  [
    'formatting has no inline opt-out',
    'no-warning-comments',
    'core/format.ts',
    '// prettier-ignore\nexport const a = 1;\n',
  ],
  [
    'the compiler has no inline opt-out',
    '@typescript-eslint/ban-ts-comment',
    'core/ignore.ts',
    '// @ts-ignore: no\nexport const a = 1;\n',
  ],
  [
    'an expected type error is an opt-out',
    '@typescript-eslint/ban-ts-comment',
    'core/expect.ts',
    '// @ts-expect-error: a good reason\nexport const a: 1 = 2;\n',
  ],
  [
    'everything is exported by name',
    'no-restricted-syntax',
    'main/git/default.ts',
    'export default function fetch() {}\n',
  ],
  [
    'a default export cannot hide in a list',
    'no-restricted-syntax',
    'core/list.ts',
    'const a = 1;\nexport { a as default };\n',
  ],
  [
    'nothing is exported twice (no barrel files)',
    'no-restricted-syntax',
    'core/barrel.ts',
    "export * from './plain.ts';\n",
  ],
  [
    'nothing is exported on behalf of another',
    'no-restricted-syntax',
    'core/relay.ts',
    "export { plain } from './plain.ts';\n",
  ],
  ['a closed set is a union, not an enum', 'no-restricted-syntax', 'core/enum.ts', 'export enum E { A }\n'],
  [
    'any is not a type',
    '@typescript-eslint/no-explicit-any',
    'core/any.ts',
    'export const f = (a: any) => Boolean(a);\n',
  ],
  [
    'any that leaks from outside is not used',
    '@typescript-eslint/no-unsafe-member-access',
    'core/unsafe.ts',
    "export const f = () => Boolean(JSON.parse('1').a);\n",
  ],
  [
    'absence is handled, not asserted away',
    '@typescript-eslint/no-non-null-assertion',
    'core/bang.ts',
    'export const f = (a?: string) => a!.length;\n',
  ],
  [
    'a promise is awaited',
    '@typescript-eslint/no-floating-promises',
    'main/git/float.ts',
    'const f = async () => 1;\nexport function g() {\n  f();\n}\n',
  ],
  [
    'a script awaits its promises',
    '@typescript-eslint/no-floating-promises',
    'scripts/float.mjs',
    'const f = async () => 1;\nf();\n',
  ],
  [
    'a promise is not a condition',
    '@typescript-eslint/no-misused-promises',
    'main/git/misuse.ts',
    'export const g = (f: () => Promise<boolean>) => {\n  if (f()) return 1;\n  return 2;\n};\n',
  ],
  [
    'a switch without default names every case',
    '@typescript-eslint/switch-exhaustiveness-check',
    'core/switch.ts',
    "export function f(a: 'x' | 'y') {\n  switch (a) {\n    case 'x':\n      return 1;\n  }\n  return 2;\n}\n",
  ],
  [
    'an error is not swallowed',
    'no-empty',
    'main/git/catch.ts',
    'export function f() {\n  try {\n    f();\n  } catch {}\n}\n',
  ],
  [
    'a comment does not excuse a swallowed error',
    'no-restricted-syntax',
    'main/git/comment.ts',
    'export function f() {\n  try {\n    f();\n  } catch {\n    // fine\n  }\n}\n',
  ],
  [
    'a rejection is not swallowed',
    'no-restricted-syntax',
    'main/git/reject.ts',
    'export const f = (p: Promise<void>) => p.catch(() => {});\n',
  ],
  [
    'a new error keeps its cause',
    'preserve-caught-error',
    'main/git/cause.ts',
    "export function f() {\n  try {\n    f();\n  } catch (error) {\n    throw new Error('no');\n  }\n}\n",
  ],
  [
    'a type is imported as a type',
    '@typescript-eslint/consistent-type-imports',
    'core/type.ts',
    "import { Plain } from './plain.ts';\nexport const a: Plain = 1;\n",
  ],
  ['core has no clock', 'no-restricted-properties', 'core/clock.ts', 'export const at = () => Date.now();\n'],
  [
    'core has no clock by construction',
    'no-restricted-syntax',
    'core/new-date.ts',
    'export const at = () => new Date();\n',
  ],
  ['core has no randomness', 'no-restricted-properties', 'core/random.ts', 'export const { random } = Math;\n'],
  ['core has no process', 'no-restricted-globals', 'core/process.ts', 'export const pid = () => process.pid;\n'],
  ['core has no timers', 'no-restricted-globals', 'core/timer.ts', 'export const f = () => setTimeout(f, 1);\n'],
  ['core has no side door', 'no-restricted-globals', 'core/door.ts', 'export const f = () => globalThis;\n'],
  ['core has no DOM', 'no-restricted-globals', 'core/dom.ts', 'export const f = () => document;\n'],
  ['core does not print', 'no-console', 'core/print.ts', "export const f = () => console.log('a');\n"],
  ['the renderer does not print', 'no-console', 'renderer/print.ts', "export const f = () => console.log('a');\n"],
  [
    'hooks are called in order',
    'react-hooks/rules-of-hooks',
    'renderer/hook.tsx',
    "import { useState } from 'react';\nexport function Card({ a }: { a: boolean }) {\n  if (a) useState(1);\n  return null;\n}\n",
  ],
];

/** @type {[title: string, file: string, text: string][]} */
const ALLOWED = [
  ['a file of 300 lines', 'core/full.ts', lines(300)],
  ['a function of 60 lines', 'main/git/full.ts', functionOf(60)],
  ['a component of 100 lines', 'renderer/full.tsx', functionOf(100)],
  ['a test of more than 60 lines', 'core/tall.test.ts', functionOf(80)],
  ['a test that reads the clock', 'core/clock.test.ts', 'export const at = () => Date.now();\n'],
  [
    'a switch over a long union',
    'core/long-switch.ts',
    `export function f(a: number) {\n  switch (a) {\n${cases}    default:\n      return 0;\n  }\n}\n`,
  ],
  [
    'a switch with a default',
    'core/default.ts',
    "export function f(a: 'x' | 'y') {\n  switch (a) {\n    case 'x':\n      return 1;\n    default:\n      return 2;\n  }\n}\n",
  ],
  ['a given date', 'core/date.ts', 'export const year = (at: number) => new Date(at).getUTCFullYear();\n'],
  ['a default export in a file whose tool requires it', 'vite.config.ts', 'export default {};\n'],
  ['a plain module', 'core/plain.ts', 'export type Plain = number;\nexport const plain: Plain = 1;\n'],
];

const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'teatree-lint-')));
afterAll(() => rmSync(root, { recursive: true, force: true }));

beforeAll(() => {
  symlinkSync(path.join(repo, 'node_modules'), path.join(root, 'node_modules'));
  for (const folder of CODE) mkdirSync(path.join(root, folder));
  for (const file of CONFIGS) copyFileSync(path.join(repo, file), path.join(root, file));
  const fixtures = [
    ...FORBIDDEN.map(([, , file, text]) => [file, text]),
    ...ALLOWED.map(([, file, text]) => [file, text]),
  ];
  for (const [file, text] of fixtures) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  }
});

describe('lint', () => {
  /** @type {Map<string, import('eslint').Linter.LintMessage[]>} */
  const found = new Map();

  beforeAll(async () => {
    const results = await new ESLint({ cwd: root }).lintFiles(['.']);
    for (const { filePath, messages } of results) found.set(path.relative(root, filePath), messages);
  }, 60_000);

  test.each(FORBIDDEN)('%s (%s)', (_, rule, file) => {
    expect(found.get(file)?.map(({ ruleId }) => ruleId)).toContain(rule);
  });

  test.each(ALLOWED)('%s passes', (_, file) => {
    expect(found.get(file)).toEqual([]);
  });

  test('an inline opt-out silences nothing', async () => {
    const text = `/* eslint-disable max-lines */\n${lines(301)}`;
    const [result] = await new ESLint({ cwd: root }).lintText(text, {
      filePath: path.join(root, 'opt-out.mjs'),
    });
    expect(result.messages.map(({ ruleId }) => ruleId)).toEqual([null, 'max-lines']);
  }, 30_000);
});
