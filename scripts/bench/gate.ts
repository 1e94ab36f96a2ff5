// What one decision of the gate costs: in process, over the app's local socket, and by a script started per call.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { normalise } from '../../core/gates/action.ts';
import { exampleContext, exampleCwd } from '../../core/gates/example/context.ts';
import { judge } from '../../core/gates/policy.ts';
import { compareEnds, playPart } from './support/gate-over-socket.ts';
import { median, timed } from './support/measure.ts';

const lengths = [100, 1000, 2500, 5000, 7500, 10_000];

if (!(await playPart(process.argv[2], decide))) await measure();

function decide(command: string): unknown {
  const call = { id: 'call', tool: 'shell', input: { command }, cwd: exampleCwd };
  return judge(normalise(call, exampleContext), exampleContext);
}

async function measure(): Promise<void> {
  const commands = readCommands();
  commands.forEach(decide);
  const costs = commands.map((command) => cost(command)).toSorted((a, b) => a - b);
  const at = (share: number) => costs[Math.floor(costs.length * share)] ?? 0;
  const everyday = readCommands('everyday.txt').map((command) => cost(command));
  const ends = await compareEnds(commands.filter((_, index) => index % 10 === 0).slice(0, 300));
  const result = {
    bench: 'gate',
    rows: costs.length,
    p50: at(0.5),
    p99: at(0.99),
    everydayRows: everyday.length,
    everydayP50: median(everyday),
    worst: costs.at(-1),
    socketCall: ends.socket,
    spawnedScript: ends.script,
    timesCheaperThanASpawnedScript: ends.script / ends.socket,
    byNesting: table([1, 2, 4, 8, 12, 16], (depth) => 'echo $('.repeat(depth) + 'ls' + ')'.repeat(depth)),
    byStatements: table(lengths, (length) => 'ls a; '.repeat(length / 6 + 1).slice(0, length)),
    byWords: table(lengths, (length) =>
      `echo ${'a "b $c" '.repeat(length / 9 + 1)}`.slice(0, length - 2).replace(/"[^"]*$/, ''),
    ),
    limit: 'p50 at most 50 µs, p99 at most 1 ms, at least 100 times cheaper than a script that is started per call',
    pass: at(0.5) <= 50 && at(0.99) <= 1000 && ends.script / ends.socket >= 100,
  };
  console.log(JSON.stringify(result, undefined, 2));
}

/** The rows of the policy's own tests, all or of one file: each once, none of them remembered between rounds. */
function readCommands(only?: string): readonly string[] {
  const folder = join(process.cwd(), 'core', 'gates', 'testing', 'rows');
  const names = only === undefined ? readdirSync(folder) : [only];
  return names.flatMap((name) =>
    readFileSync(join(folder, name), 'utf8')
      .split('\n')
      .flatMap((line) => /^(?:allow|ask|deny) +\S+ +(.*)$/.exec(line)?.[1]?.replaceAll('⏎', '\n') ?? []),
  );
}

/** The fastest of some rounds, in microseconds: what the decision costs when nothing else runs. */
function cost(command: string, rounds = 7): number {
  return Math.min(...Array.from({ length: rounds }, () => timed(() => void decide(command)))) * 1000;
}

function table(sizes: readonly number[], make: (size: number) => string) {
  return sizes.map((size) => {
    const microseconds = cost(make(size), 30);
    return { size, microseconds, each: microseconds / size };
  });
}
