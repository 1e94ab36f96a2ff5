import { url as inspectorUrl } from 'node:inspector';
import type { WatchOrders } from '../watchdog/orders.ts';
import { forkDirectly, type Fork } from '../fork.ts';
import { beginLife, type Life, type LifeOptions } from './life.ts';
import { UNREACHABLE } from './switchboard.ts';

/** Who starts the programs: the spawner, or this process itself and why. */
export type SpawnerState =
  { readonly kind: 'spawner'; readonly pid: number } | { readonly kind: 'direct'; readonly reason: string };

export type Spawner = {
  /** Through the spawner where it runs, directly where it does not. */
  readonly fork: Fork;
  readonly state: () => SpawnerState;
  /** Resolves when the spawner works, or will not. */
  readonly ready: Promise<void>;
  /** Has this process watched until the answer is called: one that hangs is killed and started again. */
  readonly watch: (orders: WatchOrders) => () => void;
  readonly stop: () => void;
};

export type SpawnerOptions = LifeOptions & { readonly onWarning: (text: string) => void };

const BEAT_MS = 1000;
const DEATHS = 3;
const DEATHS_WITHIN_MS = 600_000;

/**
 * Starts the spawner: a small process that starts all others, so that this one never stands still for it. When it dies
 * its programs live on, but for contained ones, and are watched by pid and start time, calls without an answer fail, and
 * it is started again.
 */
export function startSpawner({ onWarning, ...options }: SpawnerOptions): Spawner {
  let current: Life | undefined;
  let reason = 'it is still starting';
  let stopped = false;
  let orders: WatchOrders | undefined;
  const deaths: number[] = [];

  /** Resolves when it works, or has died. */
  async function begin(): Promise<void> {
    const life = beginLife(options);
    void life.gone.then((why) => {
      if (current === life) current = undefined;
      bury(why);
    });
    const works = await life.works;
    if (works && stopped) life.end();
    else if (works) {
      current = life;
      if (orders) life.send({ kind: 'watch', orders });
    }
  }

  function bury(why: string): void {
    if (stopped) return;
    reason = `it ended (${why})`;
    const now = performance.now();
    deaths.push(now);
    const again = deaths.filter((at) => now - at < DEATHS_WITHIN_MS).length < DEATHS;
    const next = again ? 'it is started again' : 'teatree starts them itself now';
    onWarning(`The process that starts programs ended (${why}); ${next}`);
    if (again) void begin();
  }

  return {
    async fork(line) {
      const child = current?.hopeless() === false ? await current.fork(line) : undefined;
      return child && (child.ok || child.error.code !== UNREACHABLE) ? child : forkDirectly(line);
    },
    state: () => (current ? { kind: 'spawner', pid: current.pid } : { kind: 'direct', reason }),
    ready: begin(),
    watch: (given) => {
      orders = given;
      current?.send({ kind: 'watch', orders });
      const debugged = () => inspectorUrl() !== undefined;
      const beat = () => current?.send({ kind: 'beat', debugged: debugged() });
      const beating = setInterval(beat, Math.min(BEAT_MS, given.limitMs / 5)).unref();
      return () => {
        clearInterval(beating);
        orders = undefined;
        current?.send({ kind: 'unwatch' });
      };
    },
    stop: () => {
      stopped = true;
      reason = 'it was stopped';
      current?.end();
      current = undefined;
    },
  };
}
