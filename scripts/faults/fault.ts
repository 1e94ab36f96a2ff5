import type { Desk } from './desk.ts';
import type { Factory } from './factory.ts';

/** What a fault may look at and break. */
export type Scene = {
  readonly desk: Desk;
  readonly factory: Factory;
  /** Seeded: from 0 up to 1. */
  readonly random: () => number;
};

/** `down`: the factory is gone and is to be started again. `up`: it goes on by itself. */
export type Aftermath = 'down' | 'up';

/** What comes of the work that was under way. */
export type Expected =
  /** Every thread goes on by itself. */
  | 'goes on'
  /** The thread that was hit stops and says why, the others go on. */
  | 'stops and says why';

export type Fault = {
  readonly id: string;
  readonly title: string;
  readonly expected: Expected;
  /** Why it cannot be tried here. */
  readonly impossible?: (desk: Desk) => string | undefined;
  readonly inject: (scene: Scene) => Promise<Aftermath>;
};

export function pick<T>(from: readonly T[], random: () => number): T | undefined {
  return from[Math.floor(random() * from.length)];
}
