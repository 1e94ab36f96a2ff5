import { expect, test } from 'vitest';
import { ThreadId } from '../../ids.ts';
import type { GateState, Pause } from '../../model/gate.ts';
import { emptyGate } from '../../model/gate.ts';
import { isUnguarded, pauseLeft, pauseName } from './pauses.ts';

const one = ThreadId.parse('thr_1');
const two = ThreadId.parse('thr_2');
const by = { who: 'person', via: 'window' } as const;

function pause(target: Pause['target'], until?: number): Pause {
  return { target, since: 0, until, by };
}

function gate(...pauses: Pause[]): GateState {
  return { ...emptyGate(), pauses };
}

test('a thread is unguarded while its own gate or the whole gate is paused, and not a moment longer', () => {
  const own = gate(pause({ kind: 'thread', thread: one }, 100));
  expect([isUnguarded(own, one, 99), isUnguarded(own, one, 100), isUnguarded(own, two, 99)]).toEqual([
    true,
    false,
    false,
  ]);
  expect(isUnguarded(gate(pause({ kind: 'everything' })), two, 1e12)).toBe(true);
  expect(isUnguarded(gate(pause({ kind: 'rule', rule: 'GIT1' })), one, 1)).toBe(false);
});

test('a pause says what it switches off and for how long', () => {
  const named = (target: Pause['target']) => pauseName(target, new Map());
  expect(named({ kind: 'everything' })).toBe('The whole gate');
  expect(named({ kind: 'rule', rule: 'GIT1' })).toBe('Rule GIT1');
  expect(named({ kind: 'thread', thread: one })).toBe('The gate of thr_1');
  expect(pauseLeft(pause({ kind: 'everything' }, 720_000), 0)).toBe('for 12 m more');
  expect(pauseLeft(pause({ kind: 'everything' }), 0)).toBe('until you resume it');
});
