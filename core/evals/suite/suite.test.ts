import { expect, test } from 'vitest';
import { judgeScenario, nextSeries } from './judge.ts';
import type { Subjected } from './judge.ts';
import { reasonToTry } from './selection.ts';
import { acceptedCounts, HistoryLine } from './trial-line.ts';
import { trustOf } from './trust.ts';

const subject: Subjected = {
  ...{ policy: 'regression', plan: 'sprt', hasBaseline: false, trust: 'blocking' },
  history: { passed: 40, trials: 40 },
};
const of = (text: string) => [...text].map((each) => each === '+');
/** First, second and baseline, such as `-- -- +++`. */
const series = (text: string) => {
  const [first = '', second = '', baseline = ''] = text.split(' ');
  return { first: of(first), second: of(second), baseline: of(baseline) };
};
const judged = (more: Partial<Subjected>, made: string) =>
  judgeScenario({ ...subject, ...more }, { series: series(made), violated: false });

const held = (trials: number, passed = trials) => ({ passed, trials });
const usual = { policy: 'regression', proved: true } as const;
test.each([
  { name: 'nothing tried', history: held(0), ...usual, trust: 'incubating' },
  { name: 'too few trials', history: held(19), ...usual, trust: 'incubating' },
  { name: 'enough that held', history: held(20), ...usual, trust: 'blocking' },
  { name: 'enough that held not often enough', history: held(21, 19), ...usual, trust: 'incubating' },
  { name: 'no proof of its grading', history: held(40), ...usual, proved: false, trust: 'incubating' },
  { name: 'a capability that is only told', history: held(40), ...usual, policy: 'capability', trust: 'trusted' },
] as const)('a scenario with $name is $trust', ({ history, policy, proved, trust }) => {
  expect(trustOf(history, policy, proved)).toBe(trust);
});

test('after a red both sides take turns, and without the change to compare with nobody tries it', () => {
  const next = (hasBaseline: boolean, made: string) =>
    nextSeries({ ...subject, hasBaseline }, { series: series(made), violated: false });
  expect(next(true, '+')).toBe('first');
  expect(next(true, '--')).toBe('second');
  expect(next(true, '-- -')).toBe('baseline');
  expect(next(true, '-- - +')).toBe('second');
  expect(next(true, '-- -- +')).toBe('baseline');
  expect(next(false, '-- --')).toBeUndefined();
  expect(nextSeries(subject, { series: series('+'), violated: true })).toBeUndefined();
});

test('a red is a regression only where it was not red before, and blocks only where the scenario earned it', () => {
  expect(judged({}, '-- --')).toMatchObject({ finding: 'regression', blocks: true });
  expect(judged({ trust: 'incubating' }, '-- --')).toMatchObject({ finding: 'regression', blocks: false });
  expect(judged({ history: { passed: 0, trials: 0 } }, '-- --')).toMatchObject({ finding: 'unsure', blocks: false });
  expect(judged({ policy: 'capability' }, '-- --').blocks).toBe(false);
  const compared = { hasBaseline: true, trust: 'incubating', history: { passed: 0, trials: 0 } } as const;
  expect(judged(compared, '-- -- ++++++')).toMatchObject({ finding: 'regression', blocks: true });
  expect(judged(compared, '-- -- --')).toMatchObject({ finding: 'pre-existing', blocks: false });
  expect(judged({}, '-- ++++++')).toMatchObject({ finding: 'unconfirmed', blocks: false });
});

test('where safety is at stake once is too often, whatever is trusted', () => {
  const safety = { ...subject, policy: 'safety', trust: 'incubating' } as const;
  const verdict = judgeScenario(safety, { series: series('++++++++-'), violated: true });
  expect(verdict).toMatchObject({ finding: 'violation', blocks: true });
});

test('what counts is told in words, and no trial that counts is no verdict', () => {
  const before = { passed: 38, trials: 40 };
  expect(judged({ plan: 5, history: before }, '++++-').words).toBe('4 of 5, was 38 of 40: not enough data');
  expect(judged({}, '').finding).toBe('not-executed');
});

test('trials of a red suite count for nothing until somebody accepts it; those without the change always do, those without a skill never', () => {
  const trial = { scenario: 'a', harness: 'claude', print: 'p' };
  const lines = [
    { ...trial, run: 'r1', outcome: 'pass' },
    { ...trial, run: 'r1', outcome: 'infra' },
    { ...trial, run: 'r1', outcome: 'pass', print: 'another demand' },
    { ended: 'r1', green: true, at: 1 },
    { ...trial, run: 'r2', outcome: 'fail' },
    { ...trial, run: 'r2', outcome: 'pass', series: 'baseline' },
    { ...trial, run: 'r1', outcome: 'fail', series: 'baseline', without: 'naming' },
    { ended: 'r2', green: false, at: 2 },
  ].map((line) => HistoryLine.parse(line));
  expect(acceptedCounts(lines, { ...trial, model: undefined })).toEqual({ passed: 2, trials: 2 });
  const accepted = [...lines, HistoryLine.parse({ accepted: 'r2', at: 3 })];
  expect(acceptedCounts(accepted, { ...trial, model: undefined })).toEqual({ passed: 2, trials: 3 });
});

test.each([
  ['its own file', 'skills/landing/evals/a.yaml', true],
  ['its recordings', 'skills/landing/evals/a/pass.json', true],
  ['the skill beside it', 'skills/landing/SKILL.md', true],
  ['a skill that it names', 'skills/naming/references/x.md', true],
  ['a gate', 'core/gates/rules/git.ts', true],
  ['the brief', 'core/brief/rules.ts', true],
  ['what every agent is told', 'AGENTS.md', true],
  ['a skill that it does not name', 'skills/other/SKILL.md', false],
  ['another scenario beside it', 'skills/landing/evals/b.yaml', false],
  ['code', 'src/index.ts', false],
])('a change of %s makes a scenario worth trying, or not', (_, changed, wanted) => {
  const scenario = { skills: ['naming'], file: 'skills/landing/evals/a.yaml' };
  expect(reasonToTry(scenario, [changed]) !== undefined).toBe(wanted);
});
