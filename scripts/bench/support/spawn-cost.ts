import { ChildProcess } from 'node:child_process';

type Spawning = { spawn(...args: unknown[]): unknown };

/** From now on, what starting processes costs this one: the loop stands still for it. Milliseconds. */
export function watchSpawns() {
  const prototype = ChildProcess.prototype as unknown as Spawning;
  const spawn = prototype.spawn;
  const times: number[] = [];
  prototype.spawn = function (this: Spawning, ...args) {
    const began = performance.now();
    const child = spawn.apply(this, args);
    times.push(performance.now() - began);
    return child;
  };
  return () => ({
    spawns: times.length,
    total: times.reduce((sum, each) => sum + each, 0),
    max: Math.max(0, ...times),
  });
}
