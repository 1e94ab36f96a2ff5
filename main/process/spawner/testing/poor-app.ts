import { closeSync, openSync } from 'node:fs';
import { run } from '../../run.ts';
import { forkThrough } from '../../spawn.ts';
import { startSpawner } from '../spawner.ts';

// An app that has used up its file descriptors, tries to start a program, gives them back and tries again.

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
