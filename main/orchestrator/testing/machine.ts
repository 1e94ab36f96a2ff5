import { unheld } from '../../../core/loop/admission.ts';
import type { Admission } from '../../../core/loop/admission.ts';
import { noGauges } from '../../../core/loop/limits/gauges.ts';
import type { Machine } from '../surroundings/machine.ts';

/** A machine that carries so many threads; what it admits changes when the test says so. */
export function machineWith(places: number): Machine & { set(admission: Admission): void } {
  const listeners = new Set<(admission: Admission) => void>();
  let current = unheld(places);
  return {
    admission: () => current,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    gauges: () => noGauges,
    subscribeGauges: () => () => undefined,
    look: () => undefined,
    obstruct: () => undefined,
    carry: () => undefined,
    tell: () => undefined,
    stop: () => undefined,
    set(admission) {
      current = admission;
      for (const listener of listeners) listener(admission);
    },
  };
}
