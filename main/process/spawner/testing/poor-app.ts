import { closeSync, openSync } from 'node:fs';
import { isAlive } from '../../identity.ts';
import { run } from '../../run.ts';
import { forkThrough } from '../../spawn.ts';
import { startProcess } from '../../start-process.ts';
import { startSpawner } from '../spawner.ts';

// An app that has used up its file descriptors, tries to start and to kill programs, gives them back and tries again.

let listening = (): void => undefined;
const up = new Promise<void>((resolve) => (listening = resolve));
const [, , program = '', folder = ''] = process.argv;
const spawner = startSpawner({ program, folder, onWarning: (text) => process.stderr.write(`${text}\n`) });
await spawner.ready;
for (const way of ['direct', 'spawner']) {
  forkThrough(way === 'direct' ? undefined : spawner.fork);
  const before = await attempt();
  const taken = takeAll();
  const poor = await attempt();
  taken.forEach(closeSync);
  process.stdout.write(`${way} ${before} ${poor} ${await attempt()}\n`);
}
forkThrough();
const deaf = await startProcess({
  ...{ file: 'sh', args: ['-c', 'trap "" TERM; echo up; sleep 600'], cwd: '/', onLine: () => listening() },
  env: { PATH: process.env['PATH'] ?? '' },
});
if (!deaf.ok) throw new Error(deaf.error.message);
await up;
const all = takeAll();
const { gone } = await deaf.value.kill();
all.forEach(closeSync);
process.stdout.write(`kill proven ${String(gone)} ${JSON.stringify(await isAlive(deaf.value.identity))}\n`);
spawner.stop();

async function attempt(): Promise<string> {
  const done = await run({ file: 'true', args: [], cwd: '/', env: { PATH: process.env['PATH'] ?? '' } });
  return done.ok ? 'started' : done.error.code;
}

function takeAll(): number[] {
  const taken: number[] = [];
  try {
    for (;;) taken.push(openSync('/dev/null', 'r'));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EMFILE')) throw error;
    return taken;
  }
}
