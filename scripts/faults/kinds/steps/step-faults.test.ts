import { expect, test } from 'vitest';
import { FactoryEvent } from '../../../../core/loop/event.ts';
import { never } from './never.ts';
import { stepFaults } from './step-faults.ts';

const known = FactoryEvent.options.map(({ shape }) => shape.type.value).toSorted();

test('the factory is killed right after each kind of fact, or it is told why no desk comes to it', () => {
  const told = [...stepFaults.map(({ id }) => id.replace('cut-at-', '')), ...Object.keys(never)];
  expect(told.toSorted()).toEqual(known);
});
