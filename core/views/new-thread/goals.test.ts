import { expect, test } from 'vitest';
import { goalsIn } from './goals.ts';

test('each line is a goal, also as a list; with lines of dashes each part between them is one', () => {
  expect(goalsIn('One\n\n- Two\n* Three -- now\n')).toEqual(['One', 'Two', 'Three -- now']);
  expect(goalsIn('First\nwith more\n---\n\n  Second  \n ----- \n')).toEqual(['First\nwith more', 'Second']);
  expect(goalsIn(' \n---\n')).toEqual([]);
});
