import { expect, test } from 'vitest';
import { InstructionId } from '../../ids.ts';
import { parseRecipe } from '../recipe.ts';
import { actionId, assign, missingRepos, place } from './plan.ts';

function recipe(value: object) {
  const parsed = parseRecipe({ title: 'T', steps: [{ run: 'a' }], ...value });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.value;
}
const repos = ['lib', 'web', 'web-admin'];
const id = InstructionId.parse('ins_1');

test('steps spread over the repos they select, one step after the other', () => {
  const steps = [
    { run: 'a' },
    { id: 'b', run: 'b', repos: ['web*'] },
    { id: 'q', ask: { question: 'q' } },
    { run: 'c', repos: 'lib' },
  ];
  const assigned = assign(recipe({ steps }), { id, kind: 'goal', text: 'x' }, repos);
  const placed = assigned.ok ? assigned.value.flatMap((assignment) => place(assignment, repos)) : [];
  expect(placed.map((placement) => placement.id)).toEqual([
    ...['goal/0/lib', 'goal/0/web', 'goal/0/web-admin', 'goal/b/web', 'goal/b/web-admin', 'goal/q', 'goal/3/lib'],
  ]);
});

test('a failed check goes to the first handler that matches it, in the repos where it failed', () => {
  const on = [
    { check: 'lint', steps: [{ run: 'fix' }, { run: 'all', repos: '*' }] },
    { check: 'te*', output: 'missing (\\w+)', steps: [{ run: 'echo ${match.1}' }] },
    { check: '*', steps: [{ run: 'b' }] },
  ];
  const failures = [
    { repo: 'web', check: 'lint', output: '' },
    { repo: 'lib', check: 'test', output: 'first\nmissing thing' },
    { repo: 'web', check: 'test', output: 'other' },
  ];
  const assigned = assign(recipe({ on }), { id, kind: 'check-failure', text: 'x', failures }, repos);
  const value = assigned.ok ? assigned.value : [];
  expect(value.map(({ prefix, repos, match }) => ({ prefix, repos, match }))).toEqual([
    { prefix: 'ins_1/on0', repos: ['web'], match: [] },
    { prefix: 'ins_1/on1', repos: ['lib'], match: ['missing thing', 'thing'] },
    { prefix: 'ins_1/on2', repos: ['web'], match: [] },
  ]);
  const placed = value[0] ? place(value[0], repos) : [];
  expect(placed.map((placement) => placement.id)).toEqual([
    ...['ins_1/on0/0/web', 'ins_1/on0/1/lib', 'ins_1/on0/1/web', 'ins_1/on0/1/web-admin'],
  ]);
});

test('what nobody handles is said with what the recipe does answer to', () => {
  const on = [{ message: '^say', steps: [{ run: 'a' }] }];
  const refused = assign(recipe({ on }), { id, kind: 'message', text: 'sing' }, repos);
  expect(refused).toMatchObject({ ok: false, error: { next: 'It answers to: message /^say/' } });
  expect(assign(recipe({ on }), { id, kind: 'message', text: 'SAY x' }, repos)).toMatchObject({ ok: true });
});

test('ids stay short and distinct', () => {
  const long = 'x'.repeat(300);
  expect(actionId('goal/0/web', `${long}1`)).toHaveLength(180);
  expect(actionId('goal/0/web', `${long}1`)).not.toBe(actionId('goal/0/web', `${long}2`));
});

test('a repo named literally must be there; * and ? are patterns, a dot is not', () => {
  expect(missingRepos(recipe({ steps: [{ run: 'a', repos: ['lib', 'api', 'w.b', 'mobile-*'] }] }), repos)).toEqual([
    'api',
    'w.b',
  ]);
  const assigned = assign(
    recipe({ steps: [{ run: 'a', repos: ['w?b', 'w.b-*'] }] }),
    { id, kind: 'goal', text: 'x' },
    repos,
  );
  const placed = assigned.ok ? assigned.value.flatMap((assignment) => place(assignment, repos)) : [];
  expect(placed.map((placement) => placement.repo)).toEqual(['web']);
});
