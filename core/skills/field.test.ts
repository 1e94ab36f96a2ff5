import { expect, test } from 'vitest';
import type { Thread } from '../model/thread.ts';
import { fieldWords, skillFields } from './field.ts';

const thread = (used: boolean, deny: number, outcomes: readonly string[] = []) =>
  ({
    runs: [{ skills: [{ name: 'committing', hash: '' }], skillsUsed: used ? ['committing'] : [] }],
    verdicts: { allow: 0, ask: 0, deny },
    rounds: outcomes.map((outcome) => ({ ended: [{ outcome }] })),
  }) as unknown as Thread;

test('what work came to where a skill was taken up stands beside what it came to where it was not', () => {
  const field = skillFields([thread(true, 0, ['passed']), thread(false, 2, ['failed', 'passed'])]).get('committing');
  expect(field).toMatchObject({ given: 2, used: 1, deadWeight: false });
  expect(field && fieldWords(field.withIt)).toBe('0.0 denials and 0.0 red rounds a thread, in 1 thread');
  expect(field && fieldWords(field.without)).toBe('2.0 denials and 1.0 red rounds a thread, in 1 thread');
});

test('a skill that thirty runs were given and none took up is dead weight; one use keeps it', () => {
  const idle = Array.from({ length: 30 }, () => thread(false, 0));
  expect(skillFields(idle.slice(1)).get('committing')?.deadWeight).toBe(false);
  expect(skillFields(idle).get('committing')?.deadWeight).toBe(true);
  expect(skillFields([...idle, thread(true, 0)]).get('committing')?.deadWeight).toBe(false);
});
