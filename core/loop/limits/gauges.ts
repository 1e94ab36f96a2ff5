import type { Sample } from '../admission.ts';
import type { QuotaWindow } from './quota-window.ts';

/** How full the machine and the accounts are, for people: nothing is decided by it. Coarse, so that it is told again only when it means something. */
export type Gauges = {
  readonly load?: number;
  readonly freeGb?: number;
  /** What the accounts of the harnesses told of their allowance; the limits that hold are facts, and stand elsewhere. */
  readonly windows: readonly QuotaWindow[];
};

const gigabyte = 1024 ** 3;

export function gaugesOf(
  { load, freeBytes }: Pick<Sample, 'load' | 'freeBytes'>,
  windows: readonly QuotaWindow[],
): Gauges {
  return {
    ...(load !== undefined && { load: Math.round(load * 2) / 2 }),
    ...(freeBytes !== undefined && { freeGb: Math.floor(freeBytes / gigabyte) }),
    windows,
  };
}

/** For where nothing is told. */
export const noGauges: Gauges = { windows: [] };
