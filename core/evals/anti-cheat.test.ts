import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { tampering } from './anti-cheat.ts';

const root = resolve(import.meta.dirname, '..', '..');
const refused = (touched: Parameters<typeof tampering>[0][number]) => tampering([touched]).length > 0;

test.each([
  ['a scenario', { path: 'skills/landing/evals/lands.yaml' }],
  ['a recording', { path: 'skills/landing/evals/lands/fail.json' }],
  ["a repo's own scenario", { path: '.teatree/evals/a.yaml' }],
  ['a policy', { path: '.teatree/policy.yaml' }],
  ['the checks', { path: '.teatree.yaml' }],
  ['a baseline', { path: 'apps/web/evals/history.jsonl' }],
  ['a workflow', { path: '.github/workflows/evals.yml' }],
  ['a gate', { path: 'core/gates/rules/git.ts' }],
  ['something moved out of the way', { path: 'attic/lands.yaml', oldPath: 'skills/landing/evals/lands.yaml' }],
  ['something moved into it', { path: 'skills/landing/evals/easy.yaml', oldPath: 'docs/easy.yaml' }],
  ['another case of it', { path: 'Skills/Landing/EVALS/lands.yaml' }],
  ['another form of its letters', { path: 'skills/landing/ｅvals/lands.yaml' }],
  ['letters that are not seen', { path: 'skills/landing/ev\u200Cals/lands.yaml' }],
  ['a link to it', { path: 'notes', kind: 'link', target: 'skills/landing/evals' }],
  ['a link to what holds it', { path: 'docs/all', kind: 'link', target: '../skills' }],
  ['a link to a skill', { path: 'docs/one', kind: 'link', target: '../skills/landing' }],
  ['a link out of the repo', { path: 'docs/out', kind: 'link', target: '../../x' }],
  ['a link to a place of this machine', { path: 'x', kind: 'link', target: '/tmp/x' }],
  ['a link that leads nobody knows where', { path: 'x', kind: 'link' }],
  ['a folder that becomes a link', { path: 'skills/landing/evals', kind: 'link', target: '../easy' }],
  ['a submodule in its place', { path: 'skills/landing/evals', kind: 'submodule' }],
  ['any submodule', { path: 'vendor/lib', kind: 'submodule' }],
  ['where submodules come from', { path: '.gitmodules' }],
] as const)('a change that has to make a red green may not touch %s', (_, touched) => {
  expect(refused(touched)).toBe(true);
});

test.each([
  ['a skill', { path: 'skills/landing/SKILL.md' }],
  ['code', { path: 'src/evaluate.ts' }],
  ['a file moved within the code', { path: 'src/b.ts', oldPath: 'src/a.ts' }],
  ['a link within the code', { path: 'src/b.ts', kind: 'link', target: 'a.ts' }],
] as const)('it may touch %s', (_, touched) => {
  expect(refused(touched)).toBe(false);
});

test('all that grading imports is guarded', () => {
  const seen = new Set<string>();
  const follow = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const [, to = ''] of readFileSync(join(root, file), 'utf8').matchAll(/from '(\.[^']+)'/g))
      follow(join(dirname(file), to));
  };
  const grading = [
    'core/evals/grading/grade.ts',
    'core/evals/judge/asked.ts',
    'core/evals/statistics/suite.ts',
    'main/evals/read-scenario.ts',
  ];
  for (const file of [...grading, 'core/evals/anti-cheat.ts', 'main/evals/find-scenarios.ts']) follow(file);
  expect(seen.size).toBeGreaterThan(50);
  expect([...seen].filter((path) => !refused({ path }))).toEqual([]);
});
