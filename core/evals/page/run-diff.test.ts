import { expect, test } from 'vitest';
import { HistoryLine } from '../suite/trial-line.ts';
import type { TrialLine } from '../suite/trial-line.ts';
import { differs, diffRuns } from './run-diff.ts';

/** `+` passed, `-` failed, `?` says nothing. */
function trials(run: string, outcomes: string, { scenario = 'a', ...more }: Partial<TrialLine> = {}): HistoryLine[] {
  const word = { '+': 'pass', '-': 'fail' } as Readonly<Record<string, string>>;
  return [...outcomes].map((each) =>
    HistoryLine.parse({ run, scenario, outcome: word[each] ?? 'infra', harness: 'claude', print: 'p', ...more }),
  );
}

test('two runs are compared scenario by scenario and agent by agent, what is worse first, by what counted', () => {
  const lines = [
    ...trials('one', '+++++', { scenario: 'steady' }),
    ...trials('one', '++++++++', { scenario: 'drops' }),
    ...trials('one', '++', { scenario: 'gone' }),
    ...trials('two', '++?+++', { scenario: 'steady' }),
    ...trials('two', '--------', { scenario: 'drops' }),
    ...trials('two', '+-', { scenario: 'new' }),
    ...trials('other', '-----', { scenario: 'steady' }),
  ];
  const { scenarios, dropped } = diffRuns(lines, 'one', 'two');
  expect(scenarios.map(({ scenario, words }) => [scenario, words])).toEqual([
    ['drops', 'worse than before'],
    ['gone', 'not tried again'],
    ['new', 'not enough data'],
    ['steady', 'not enough data'],
  ]);
  expect(scenarios.map(differs)).toEqual([true, true, true, false]);
  expect(dropped).toBe(true);
  expect(diffRuns(lines, 'one', 'one')).toMatchObject({ dropped: false });
  expect(diffRuns(lines, 'one', 'one').scenarios.filter(differs)).toEqual([]);
});

test('a scenario that demands something else now is compared with nothing', () => {
  const lines = [...trials('one', '+++++'), ...trials('two', '-----', { print: 'q' })];
  expect(diffRuns(lines, 'one', 'two')).toMatchObject({
    scenarios: [{ comparison: 'other-demand', words: 'it demands something else now' }],
    dropped: false,
  });
});

test('trials without a skill, of a baseline and by another agent say nothing about it', () => {
  const lines = [
    ...trials('one', '+++++'),
    ...trials('two', '+++++'),
    ...trials('two', '-----', { series: 'baseline' }),
    ...trials('two', '-----', { without: 'landing-changes' }),
    ...trials('two', '--', { harness: 'codex' }),
  ];
  const counts = diffRuns(lines, 'one', 'two').scenarios.map(({ harness, before, now }) => [harness, before, now]);
  expect(counts).toEqual([
    ['codex', { passed: 0, trials: 0 }, { passed: 0, trials: 2 }],
    ['claude', { passed: 5, trials: 5 }, { passed: 5, trials: 5 }],
  ]);
});
