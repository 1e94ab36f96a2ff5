import type { ThreadId } from '../../core/ids.ts';
import type { Desk } from './desk/desk.ts';
import type { Factory } from './desk/factory.ts';

/** What a fault may look at and break. */
export type Scene = {
  readonly desk: Desk;
  readonly factory: Factory;
  /** Seeded: from 0 up to 1. */
  readonly random: () => number;
};

export type Aftermath = {
  /** `down`: it is gone and is to be started again. `up`: it goes on by itself. */
  readonly factory: 'down' | 'up';
  /** Threads that were struck themselves: they may stop, with words. All others go on. */
  readonly hit?: readonly ThreadId[];
  /** A worktree that the fault itself destroyed: what it says in `afterwards` of the ledger there counts. */
  readonly destroyed?: string;
  /** What else has to hold when the factory is at work again; answers what does not. */
  readonly afterwards?: (scene: Scene) => Promise<readonly string[]>;
};

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
  /** Breaks things, and takes back what would not heal by itself. */
  readonly inject: (scene: Scene) => Promise<Aftermath>;
  /** It wants a desk of its own, with the app in its window. */
  readonly window?: true;
};

export function pick<T>(from: readonly T[], random: () => number): T | undefined {
  return from[Math.floor(random() * from.length)];
}

/** As a power cut does to it. */
export async function cut({ factory }: Pick<Scene, 'factory'>): Promise<void> {
  factory.signal('SIGKILL');
  await factory.gone;
}
