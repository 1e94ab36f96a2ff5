// What one decision of the gate costs: in process, beside a hook script that is started per call.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { normalise } from '../../core/gates/action.ts';
import { exampleContext, exampleCwd } from '../../core/gates/example/context.ts';
import { judge } from '../../core/gates/policy.ts';
import { median, timed } from './support/measure.ts';

const rounds = 5;
const folder = join(process.cwd(), 'core', 'gates', 'testing', 'rows');
const commands = readdirSync(folder).flatMap((name) =>
  readFileSync(join(folder, name), 'utf8')
    .split('\n')
    .flatMap((line) => /^(?:allow|ask|deny) +\S+ +(.*)$/.exec(line)?.[1]?.replaceAll('⏎', '\n') ?? []),
);

function decide(command: string): void {
  const call = { id: 'call', tool: 'shell', input: { command }, cwd: exampleCwd };
  judge(normalise(call, exampleContext), exampleContext);
}

/** The fastest of some rounds, in microseconds: what the decision costs when nothing else runs. */
function cost(command: string): number {
  return Math.min(...Array.from({ length: rounds }, () => timed(() => decide(command)))) * 1000;
}

commands.forEach(decide);
const costs = commands.map(cost).toSorted((a, b) => a - b);
const at = (share: number) => costs[Math.floor(costs.length * share)] ?? 0;
const spawned = median(
  Array.from({ length: 5 }, () => timed(() => void execFileSync(process.execPath, ['-e', '0'], { stdio: 'ignore' }))),
);
const table = (sizes: readonly number[], make: (size: number) => string) =>
  sizes.map((size) => ({ size, microseconds: cost(make(size)) }));

console.log(
  JSON.stringify(
    {
      bench: 'gate',
      rows: costs.length,
      p50: at(0.5),
      p99: at(0.99),
      spawnedHook: spawned * 1000,
      timesCheaperThanASpawnedHook: (spawned * 1000) / at(0.5),
      byNesting: table([1, 2, 4, 8, 16], (depth) => 'echo $('.repeat(depth) + 'ls' + ')'.repeat(depth)),
      byLength: table([10, 1000, 2500, 5000, 10_000], (length) => 'ls a; '.repeat(length / 6 + 1).slice(0, length)),
      limit: 'p50 at most 50 µs, p99 at most 1 ms',
      pass: at(0.5) <= 50 && at(0.99) <= 1000,
    },
    undefined,
    2,
  ),
);
