import { spawn } from 'node:child_process';
import { accessSync, constants, existsSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ThreadId } from '../../../core/ids.ts';
import { processesIn, signal } from '../../../e2e/processes.ts';
import { agentsOf, awaitThrough, crewSize, isKeeping, isThrough, sendCourier, wipLimit } from '../desk/crew.ts';
import { cut } from '../fault.ts';
import type { Aftermath, Fault, Scene } from '../fault.ts';
import { patienceMs, until } from '../rounds/when.ts';

const lastPid = '/proc/sys/kernel/ns_last_pid';
const crowd = 30;

/** What there is a lot of after a power cut, or where there is something else than before. */
export const crowdFaults: readonly Fault[] = [
  {
    id: 'crowd',
    title: '30 threads under way resumed at once, and kill -9 as they begin: all are taken up again at once',
    expected: 'goes on',
    inject: resumeCrowd,
  },
  {
    id: 'pid-reused',
    title: 'every process gone, and the pid of an agent belongs to a stranger when the factory starts',
    expected: 'goes on',
    impossible: () => (canChoosePids() ? undefined : `pids cannot be chosen here (${lastPid})`),
    inject: reusePid,
  },
];

/** Each is paused as soon as its agent is at work, which makes room for the next; then all are let go on together. */
async function resumeCrowd(scene: Scene): Promise<Aftermath> {
  const { client, snapshot } = scene.factory;
  await client.call('settings.update', { patch: { wipLimit: 50 } });
  const couriers: ThreadId[] = [];
  for (let n = crewSize; n < crowd; n += 1) couriers.push(await sendCourier(scene, { pauseS: 3 }));
  const all = async () =>
    (await snapshot()).threads.filter((each) => isKeeping(each) || couriers.includes(each.thread));
  const paused = async () => {
    const threads = await all();
    const working = threads.filter(({ runs, halt }) => !halt && runs.at(-1)?.state.kind === 'working');
    for (const { thread } of working) await client.call('threads.halt', { thread, halt: 'paused' });
    return threads.filter((each) => each.halt !== undefined || isThrough(each)).length >= crowd;
  };
  await until(paused, 2 * patienceMs, 'the crowd does not begin');
  await Promise.all((await all()).map(({ thread }) => client.call('threads.resume', { thread })));
  await sleep(scene.random() * 500);
  await cut(scene);
  return {
    factory: 'down',
    afterwards: async ({ factory }) => {
      for (const courier of couriers) await awaitThrough(factory, courier);
      await factory.client.call('settings.update', { patch: { wipLimit } });
      return [];
    },
  };
}

function canChoosePids(): boolean {
  try {
    accessSync(lastPid, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

async function reusePid({ desk, factory }: Scene): Promise<Aftermath> {
  const [agent] = await agentsOf(factory);
  const pid = agent?.pid ?? 0;
  for (const each of [factory, ...processesIn(desk.home)]) signal(each.pid, 'SIGKILL');
  await factory.gone;
  await until(() => !existsSync(`/proc/${String(pid)}`), 5000, `${String(pid)} does not go away`);
  const stranger = await strangerAt(pid);
  const afterwards = () => {
    const spared = stranger.exitCode === null && stranger.signalCode === null;
    stranger.kill('SIGKILL');
    return Promise.resolve(spared ? [] : ['a process of somebody else was ended']);
  };
  return { factory: 'down', afterwards };
}

/** The next process gets the pid after the last; others may come in between. */
async function strangerAt(pid: number) {
  for (let n = 0; n < 50; n += 1) {
    writeFileSync(lastPid, String(pid - 1));
    const child = spawn('sleep', ['300'], { stdio: 'ignore', env: {} });
    if (child.pid === pid) return child;
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('exit', resolve));
  }
  throw new Error(`No process got the pid ${String(pid)}`);
}
