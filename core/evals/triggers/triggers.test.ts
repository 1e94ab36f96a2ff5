import { expect, test } from 'vitest';
import { grade } from '../grading/grade.ts';
import { Recording } from '../grading/recording.ts';
import { rateWords, triggerRate } from './trigger-rate.ts';
import { halfOf, parseTriggers, triggerScenario } from './triggers.ts';

const prompts = (kind: string) => Array.from({ length: 20 }, (_, at) => `${kind} ${String(at)}`);

test('where a prompt belongs is told by its words alone, and about half are held out', () => {
  const all = [...prompts('use'), ...prompts('leave')];
  const held = all.filter((prompt) => halfOf(prompt) === 'held-out');
  expect(held.length).toBeGreaterThan(12);
  expect(held.length).toBeLessThan(28);
  expect(['Warm the kettle', 'Paint a kettle', 'Boil it'].map(halfOf)).toEqual(['seen', 'held-out', 'seen']);
});

test('a skill whose prompts leave a half of either kind empty, or say one twice, is told its line', () => {
  const seen = prompts('use').filter((prompt) => halfOf(prompt) === 'seen');
  const read = parseTriggers({ use: seen, leave: [...prompts('leave'), 'leave 1'] });
  expect(read).toMatchObject({
    problems: [
      { path: ['use'], message: 'none of them is held-out' },
      { path: ['leave', 20], message: 'stands there twice' },
    ],
  });
  expect(parseTriggers({ use: prompts('use'), leafe: [] })).toMatchObject({ ok: false });
  expect(parseTriggers({ use: prompts('use'), leave: prompts('leave') })).toMatchObject({ ok: true });
});

test('the rate of a half counts its own prompts only, near misses apart, with intervals', () => {
  const trials = [
    ...prompts('use').map((prompt, at) => ({ kind: 'use' as const, prompt, tookUp: at % 4 > 0 })),
    ...prompts('leave').map((prompt) => ({ kind: 'leave' as const, prompt, tookUp: false })),
  ];
  const [seen, held] = [triggerRate('seen', trials), triggerRate('held-out', trials)];
  expect(seen.use.trials + held.use.trials).toBe(20);
  expect(seen.use.passed + held.use.passed).toBe(15);
  expect(held.leave.passed).toBe(0);
  expect(held.leave.interval.high).toBeLessThan(0.4);
  const half = { passed: 8, trials: 10, interval: { low: 0.49, high: 0.943 } };
  expect(rateWords({ half: 'seen', use: half, leave: half })).toBe(
    'taken up for 8 of 10 (49 % to 94 %) that want it, for 8 of 10 (49 % to 94 %) near misses',
  );
});

test('whether the skill was taken up is all that is looked at', () => {
  const graded = (kind: 'use' | 'leave', skills: readonly string[]) => {
    const made = { version: 1, scenario: 's', harness: 'one', repos: ['app'], ending: 'completed', calls: [], skills };
    return grade(triggerScenario('noting', kind, 'Note it'), Recording.parse(made)).outcome;
  };
  expect([graded('use', ['noting']), graded('use', []), graded('leave', ['noting']), graded('leave', [])]).toEqual([
    'pass',
    'fail',
    'fail',
    'pass',
  ]);
});
