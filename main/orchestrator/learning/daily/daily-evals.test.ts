import { expect, test } from 'vitest';
import { dailyStanding } from '../../../../core/evals/page/daily.ts';
import { HistoryLine } from '../../../../core/evals/suite/trial-line.ts';
import { unheld } from '../../../../core/loop/admission.ts';
import type { Admission } from '../../../../core/loop/admission.ts';
import { emptyState } from '../../../../core/loop/state.ts';
import { ok } from '../../../../core/result.ts';
import type { Settings } from '../../../../core/settings.ts';
import { keepDailyEvals } from './daily-evals.ts';

const on = { harness: 'one', maxUsd: 2 };

async function looked(setting: Settings['dailyEvals'], admission: Admission) {
  const begun: unknown[] = [];
  const giving: boolean[] = [];
  const runDaily = (chosen: typeof on) => Promise.resolve(ok(begun.push(chosen) > 0));
  const daily = keepDailyEvals({
    ...{
      orchestrator: { state: emptyState() },
      evals: { runDaily, giveWay: (gives: boolean) => void giving.push(gives) },
    },
    ...{ setting: () => setting, admission: () => admission },
  });
  await daily.look();
  daily.stop();
  return { begun, giving };
}

test('the daily run begins where it is switched on and the machine has room, and waits otherwise', async () => {
  const held = { ...unheld(3), hold: { kind: 'memory', text: 'Waits for memory', strict: false } } as const;
  expect((await looked(on, unheld(3))).begun).toEqual([on]);
  expect((await looked('off', unheld(3))).begun).toEqual([]);
  expect((await looked(on, held)).begun).toEqual([]);
  expect((await looked(on, unheld(0))).begun).toEqual([]);
});

test('one that has begun gives way while threads have all places, even when it is switched off meanwhile', async () => {
  expect((await looked(on, unheld(3))).giving).toEqual([false]);
  expect((await looked(on, unheld(0))).giving).toEqual([true]);
  expect((await looked('off', unheld(0))).giving).toEqual([true]);
});

test('a day is one of the person’s calendar, also where the clocks are changed', () => {
  const zone = process.env['TZ'];
  const done = (day: string) => [HistoryLine.parse({ ended: `daily_${day}_mine`, green: true, at: 5 })];
  const standing = (day: string, at: string) =>
    dailyStanding([{ key: 'mine', path: '/data' }], done(day), Date.parse(at)).nextAt;
  try {
    process.env['TZ'] = 'America/Los_Angeles';
    // Of 23 and of 25 hours; in the evening it is the next day in Greenwich already.
    expect(standing('2027-03-14', '2027-03-14T20:00:00-07:00')).toBe(Date.parse('2027-03-15T00:00:00-07:00'));
    expect(standing('2027-03-14', '2027-03-15T00:00:00-07:00')).toBeUndefined();
    expect(standing('2027-11-07', '2027-11-07T00:30:00-07:00')).toBe(Date.parse('2027-11-08T00:00:00-08:00'));
    expect(standing('2027-11-07', '2027-11-07T23:30:00-08:00')).toBe(Date.parse('2027-11-08T00:00:00-08:00'));
  } finally {
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
  }
});
