import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startSpawner } from '../spawner.ts';

// An app that hangs: at each of its first starts, as many as it is told, and in the way it is told.

const [, self = '', program = '', folder = '', times = '', way = ''] = process.argv;
const starts = join(folder, 'starts');
appendFileSync(starts, `${String(process.pid)} ${process.env['TEATREE_TEST_TOKEN'] ?? ''}\n`);
const spawner = startSpawner({ program, folder, onWarning: (text) => process.stderr.write(`${text}\n`) });
await spawner.ready;
const { TEATREE_TEST_TOKEN = '' } = process.env;
spawner.watch({
  limitMs: 1000,
  record: join(folder, 'watchdog.jsonl'),
  restart: {
    ...{ file: process.execPath, args: [self, program, folder, times, way], cwd: folder },
    env: { TEATREE_TEST_TOKEN },
  },
});
await sleep(300);
if (readFileSync(starts, 'utf8').trim().split('\n').length <= Number(times)) {
  if (way === 'stop') process.kill(process.pid, 'SIGSTOP');
  for (const until = Date.now() + 20_000; Date.now() < until;);
}
await sleep(20_000);
