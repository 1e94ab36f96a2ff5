import { expect, test } from 'vitest';
import { unheld } from '../../../../core/loop/admission.ts';
import type { Admission } from '../../../../core/loop/admission.ts';
import { emptyState } from '../../../../core/loop/state.ts';
import { ok } from '../../../../core/result.ts';
import type { Settings } from '../../../../core/settings.ts';
import { keepDailyEvals } from './daily-evals.ts';

const on = { harness: 'one', maxUsd: 2 };

async function looked(setting: Settings['dailyEvals'], admission: Admission) {
  const begun: unknown[] = [];
  const runDaily = (chosen: typeof on) => Promise.resolve(ok(begun.push(chosen) > 0));
  const daily = keepDailyEvals({
    ...{ orchestrator: { state: emptyState() }, evals: { runDaily } },
    ...{ setting: () => setting, admission: () => admission },
  });
  await daily.look();
  daily.stop();
  return begun;
}

test('the daily run begins where it is switched on and the machine has room, and waits otherwise', async () => {
  const held = { ...unheld(3), hold: { kind: 'memory', text: 'Waits for memory', strict: false } } as const;
  expect(await looked(on, unheld(3))).toEqual([on]);
  expect(await looked('off', unheld(3))).toEqual([]);
  expect(await looked(on, held)).toEqual([]);
  expect(await looked(on, unheld(0))).toEqual([]);
});
