import { expect, test } from 'vitest';
import type { Step } from './step.ts';
import { stepTitle } from './title.ts';

const ask = (question: string, name?: string) =>
  ({ name, work: { kind: 'ask', with: { question, options: [] } } }) as unknown as Step;
const scope = { inputs: { from: 'slug' }, answers: {} };

test('a step is told with the values that it has already', () => {
  expect(stepTitle(ask('Rename ${inputs.from} in ${repo} too?'), scope)).toBe('Ask: Rename slug in … too?');
  expect(stepTitle(ask('?', 'Free $${inputs.from}, as ${answers.as}'), scope)).toBe('Free ${inputs.from}, as …');
});
