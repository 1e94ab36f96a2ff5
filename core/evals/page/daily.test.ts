import { expect, test } from 'vitest';
import { HistoryLine } from '../suite/trial-line.ts';
import { dailyDue, dailyStanding } from './daily.ts';

const noon = new Date(2027, 0, 31, 12).getTime();
const today = '2027-01-31';
const places = [
  { key: 'mine', path: '/data' },
  { key: 'ours', path: '/skills' },
];
const trial = (run: string, usd = 1, outcome = 'pass') => HistoryLine.parse({ scenario: 'a', outcome, run, usd });
const end = (ended: string, more: object = {}) => HistoryLine.parse({ ended, green: true, at: 5, ...more });
const due = (history: readonly HistoryLine[], maxUsd = 5) => dailyDue(places, history, { day: today, maxUsd });

test('each place is tried once a day, the one whose turn was longest ago first, with what is left of the day’s money', () => {
  expect(due([])).toEqual({ name: `daily_${today}_mine`, path: '/data', maxUsd: 5 });
  const yesterday = [end('daily_2027-01-30_mine', { at: 9 }), end('daily_2027-01-30_ours', { at: 3 })];
  expect(due(yesterday)).toMatchObject({ path: '/skills' });
  const half = [...yesterday, trial(`daily_${today}_ours`, 2), end(`daily_${today}_ours`)];
  expect(due(half)).toEqual({ name: `daily_${today}_mine`, path: '/data', maxUsd: 3 });
  expect(due([...half, end(`daily_${today}_mine`)])).toBeUndefined();
});

test('a run that a crash cut goes on with the rest of its money; one that was stopped, or has spent it, is over for today', () => {
  const cut = [trial(`daily_${today}_mine`, 2), trial(`daily_${today}_mine`, 1.5)];
  expect(due(cut)).toMatchObject({ name: `daily_${today}_mine`, maxUsd: 1.5 });
  expect(due(cut, 3.5)).toBeUndefined();
  expect(due([...cut, end(`daily_${today}_mine`, { green: false, stopped: 'it was stopped' })])).toBeUndefined();
});

test('a run that the app left goes on with the rest of its money, before any other', () => {
  const first = end(`daily_${today}_ours`);
  const left = [first, trial(`daily_${today}_mine`, 2), end(`daily_${today}_mine`, { stopped: 'x', left: true })];
  expect(due(left)).toMatchObject({ name: `daily_${today}_mine`, maxUsd: 3 });
  expect(dailyStanding(places, left, noon).nextAt).toBeUndefined();
  expect(due([...left, end(`daily_${today}_mine`)])).toBeUndefined();
});

test('trials of the person’s own suites spend nothing of the daily money', () => {
  expect(due([trial('eval_1', 100), end('eval_1')])).toMatchObject({ maxUsd: 5 });
});

test('the page tells of the last day and when the next one begins', () => {
  expect(dailyStanding(places, [], noon)).toEqual({});
  const stopped = { green: false, stopped: 'it has cost $2.00' };
  const done = [
    trial(`daily_${today}_mine`),
    trial(`daily_${today}_mine`, 1, 'infra'),
    end(`daily_${today}_mine`, stopped),
  ];
  expect(dailyStanding(places, done, noon)).toEqual({
    last: { day: today, usd: 2, green: false, trials: 1, stopped: 'it has cost $2.00' },
    nextAt: new Date(2027, 1, 1).getTime(),
  });
});
