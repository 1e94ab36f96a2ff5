import { afterEach, expect, test } from 'vitest';
import type { Gauges } from '../../../core/loop/limits/gauges.ts';
import { watchMachine } from './machine.ts';
import type { Machine } from './machine.ts';

const gigabyte = 1024 ** 3;
const calm = {
  ...{ cores: 2, load: 0.5, crowded: undefined, freeBytes: 16 * gigabyte, stalled: 0 },
  ...{ freeDiskBytes: 100 * gigabyte, exhausted: undefined },
};
const window = { account: 'claude', title: 'Claude Code', window: 'five hour', usedPercent: 40 };

let machine: Machine | undefined;
afterEach(() => machine?.stop());

/** A machine that looks only when it is told to, and what it told of what may begin. */
function watched() {
  let sample = calm;
  const watch = watchMachine({ allowance: () => ({ wipLimit: 3, freeMemoryGb: 2 }), sample: () => sample });
  const holds: (string | undefined)[] = [];
  watch.subscribe(({ hold }) => holds.push(hold?.kind));
  machine = watch;
  function see(change: Partial<typeof calm>): void {
    sample = { ...calm, ...change };
    watch.look();
  }
  const gauges: Gauges[] = [];
  watch.subscribeGauges((each) => gauges.push(each));
  return { watch, holds, gauges, see };
}

test('nothing is planned anew while only the gauges move: load, free memory, what is used of an allowance', () => {
  const { watch, holds, gauges, see } = watched();
  see({ load: 1.5 });
  see({ freeBytes: 9 * gigabyte });
  watch.tell(window);
  expect(holds).toEqual([]);
  expect(gauges).toEqual([
    { load: 1.5, freeGb: 16, windows: [] },
    { load: 0.5, freeGb: 9, windows: [] },
    { load: 0.5, freeGb: 9, windows: [window] },
  ]);
  expect(watch.gauges()).toEqual(gauges.at(-1));
});

test('what may begin is told when it changes, and once', () => {
  const { holds, see } = watched();
  for (const freeBytes of [gigabyte, gigabyte, 16 * gigabyte]) see({ freeBytes });
  expect(holds).toEqual(['memory', undefined]);
});
