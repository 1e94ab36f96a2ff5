import { expect, test } from 'vitest';
import type { ContainmentState } from '../../process/containment/containment.ts';
import { createBackstop } from './backstop.ts';

const missing: ContainmentState = { kind: 'not-contained', reason: 'bubblewrap is not installed', next: 'Install it' };
const there: ContainmentState = { kind: 'contained', by: 'bubblewrap', version: '0.8.0' };

function backstop(state: ContainmentState, setting: 'auto' | 'off' = 'auto') {
  const said: string[] = [];
  let tries = 0;
  const detect = () => {
    tries += 1;
    return Promise.resolve(state);
  };
  const made = createBackstop({ setting: () => setting, onWarning: (text) => said.push(text), detect });
  return { ...made, said, tries: () => tries };
}

test('a machine that cannot contain agents is told of once, with the remedy', async () => {
  const { look, said, tries } = backstop(missing);
  expect([await look(), await look()]).toEqual([missing, missing]);
  expect(said).toEqual(['Agents are not contained: bubblewrap is not installed. Install it']);
  expect(tries()).toBe(1);
});

test('switched off by the person it is not tried, and the runs say so', async () => {
  const { look, prove, known, tries } = backstop(there, 'off');
  expect(await look()).toMatchObject({ kind: 'not-contained' });
  expect(await prove(process.pid, await look())).toEqual({
    kind: 'not-contained',
    reason: 'Switched off in the settings',
  });
  expect([known()?.kind, tries()]).toEqual(['not-contained', 0]);
});

test.skipIf(process.platform !== 'linux')(
  'a run whose program does not stand inside is not called contained',
  async () => {
    const { look, prove } = backstop(there);
    expect(await prove(process.pid, await look())).toMatchObject({ kind: 'not-contained' });
  },
);
