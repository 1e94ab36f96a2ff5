import { cleanEnvironment } from '../../environment.ts';
import { forkThrough } from '../../spawn.ts';
import { startProcess } from '../../start-process.ts';
import { startSpawner } from '../spawner.ts';

// An app that starts a run and a git call through the spawner, says their pids, and waits for its death.

const [, , program = '', folder = ''] = process.argv;
const spawner = startSpawner({ program, folder, onWarning: (text) => process.stderr.write(`${text}\n`) });
await spawner.ready;
forkThrough(spawner.fork);
const state = spawner.state();
const run = await sleeper('trap "" TERM; while :; do sleep 0.1; done', 'run_mortal');
const call = await sleeper('sleep 2', undefined);
process.stdout.write(`${JSON.stringify({ spawner: state.kind === 'spawner' ? state.pid : 0, run, call })}\n`);

async function sleeper(script: string, marker: string | undefined): Promise<number> {
  const env = cleanEnvironment();
  const started = await startProcess({
    file: 'sh',
    args: ['-c', script],
    cwd: folder,
    env,
    marker,
    onLine: () => undefined,
  });
  if (!started.ok) throw new Error(started.error.message);
  return started.value.identity.pid;
}
