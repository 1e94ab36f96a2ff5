import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { descendants, processesIn, signal } from '../../../e2e/processes.ts';
import { startFactory } from '../../../e2e/kill-nine/factory-process.ts';
import { agentsOf } from '../desk/crew.ts';
import { cut, pick } from '../fault.ts';
import type { Aftermath, Fault, Scene } from '../fault.ts';

function onProcess(id: string, title: string, act: (scene: Scene) => Promise<Aftermath['factory']>): Fault {
  return { id, title, expected: 'goes on', inject: async (scene) => ({ factory: await act(scene) }) };
}

export const processFaults: readonly Fault[] = [
  onProcess('kill-factory', 'kill -9 of the factory', async (scene) => {
    await cut(scene);
    return 'down';
  }),
  onProcess('kill-twice', 'kill -9 of the factory, and of the next one while it recovers', async (scene) => {
    await cut(scene);
    const next = await startFactory('headless', { ...scene.desk, program: scene.desk.program.headless });
    await sleep(scene.random() * 300);
    await next.cutPower();
    return 'down';
  }),
  onProcess('quit', 'an orderly quit in the midst of work', async ({ factory }) => {
    factory.signal('SIGTERM');
    await factory.gone;
    return 'down';
  }),
  onProcess('reboot', 'every process gone at once', async ({ desk, factory }) => {
    for (const { pid } of [factory, ...processesIn(desk.home)]) signal(pid, 'SIGKILL');
    await factory.gone;
    return 'down';
  }),
  onProcess('kill-agent', 'kill -9 of an agent', async (scene) => {
    await strike(scene, 'agent', 'SIGKILL');
    return 'up';
  }),
  {
    id: 'kill-grandchild',
    title: 'kill -9 of something an agent started: a step of its work that is killed has failed',
    expected: 'stops and says why',
    inject: async (scene) => ({
      factory: 'up',
      hit: (await strike(scene, 'below', 'SIGKILL')).map(({ thread }) => thread),
    }),
  },
  {
    id: 'kill-spawner',
    title: 'kill -9 of the process that starts the others: contained agents end with it, which is no attempt of theirs',
    expected: 'goes on',
    inject: async ({ desk, factory }) => {
      for (const { pid, parent, command } of processesIn(desk.home))
        if (parent === factory.pid && command.includes('spawner')) signal(pid, 'SIGKILL');
      return { factory: 'up', afterwards: blamedForUnseenEnds };
    },
  },
  onProcess('stop-factory', 'SIGSTOP of the factory for 3 s', async ({ factory }) => {
    factory.signal('SIGSTOP');
    await sleep(3000);
    factory.signal('SIGCONT');
    return 'up';
  }),
  onProcess('stop-agent', 'SIGSTOP of an agent for 2 s', async (scene) => {
    const struck = await strike(scene, 'agent', 'SIGSTOP');
    await sleep(2000);
    for (const { pid } of struck) signal(pid, 'SIGCONT');
    return 'up';
  }),
  onProcess('two-instances', 'a second factory on the same data folder', async ({ desk }) => {
    const [file, ...args] = desk.program.headless;
    const second = spawn(file, args, { env: desk.env, stdio: 'ignore' });
    const code = await new Promise((resolve) => second.once('exit', resolve));
    if (code !== 3) throw new Error(`The second factory ended with ${String(code)}, not with 3`);
    return 'up';
  }),
];

async function blamedForUnseenEnds({ factory }: Scene): Promise<readonly string[]> {
  return (await factory.snapshot()).threads.flatMap(({ number, runs }) =>
    runs.flatMap(({ state }) =>
      state.kind === 'ended' && state.outcome === 'crashed' && state.reason.includes('exit code unknown')
        ? [`#${String(number)} is blamed for what ended its agent: ${state.reason}`]
        : [],
    ),
  );
}

/** Answers who was struck, and whose it is; nobody where nobody works. */
async function strike({ desk, factory, random }: Scene, whom: 'agent' | 'below', name: NodeJS.Signals) {
  const agent = pick(await agentsOf(factory), random);
  if (agent === undefined) return [];
  const below = whom === 'below' ? pick(descendants(processesIn(desk.home), agent.pid), random)?.pid : undefined;
  const struck = { ...agent, pid: below ?? agent.pid };
  signal(struck.pid, name);
  return [struck];
}
