import type { Fault } from '../../fault.ts';
import { around } from './around.ts';
import { deeds } from './deeds.ts';
import { cutAt } from './plot.ts';
import type { FactType, Plot } from './plot.ts';
import { ways } from './ways.ts';

/** kill -9 of the factory at every step that is journalled: once for each kind of fact that a desk comes to. */
const plots: Readonly<Partial<Record<FactType, Plot>>> = { ...ways, ...deeds, ...around };

export const stepFaults: readonly Fault[] = (Object.entries(plots) as readonly (readonly [FactType, Plot])[]).map(
  ([type, plot]) => cutAt(type, plot),
);
