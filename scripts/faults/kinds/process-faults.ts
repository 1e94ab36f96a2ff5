import { execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { spawnFactory } from '../factory.ts';
import { pick } from '../fault.ts';
import type { Fault, Scene } from '../fault.ts';
import { descendants, kill, processesOf } from '../processes.ts';

const cut = async ({ factory }: Scene): Promise<'down'> => {
  factory.signal('SIGKILL');
  await factory.exited;
  return 'down';
};

/** Kills the factory in the moment in which it has told of such a fact. */
function cutAt(type: string): Fault {
  return {
    id: `cut-at-${type}`,
    title: `kill -9 of the factory right after ${type}`,
    expected: 'goes on',
    inject: async (scene) => {
      await Promise.race([
        new Promise<void>((resolve) => {
          scene.factory.onEntries = (entries) => entries.some(({ event }) => event.type === type) && resolve();
        }),
        sleep(4000),
      ]);
      return cut(scene);
    },
  };
}

async function hit(scene: Scene, choose: 'agent' | 'deepest', signal: NodeJS.Signals): Promise<number | undefined> {
  const all = processesOf(scene.desk.home);
  const { threads } = await scene.factory.snapshot();
  const agents = threads.flatMap(({ runs }) => {
    const run = runs.at(-1);
    return run?.state.kind === 'working' ? [run.state.process.pid] : [];
  });
  const agent = pick(agents, scene.random);
  if (agent === undefined) return undefined;
  const below = descendants(all, agent);
  const target = choose === 'agent' ? agent : (pick(below, scene.random)?.pid ?? agent);
  kill(target, signal);
  return target;
}

export const processFaults: readonly Fault[] = [
  { id: 'kill-factory', title: 'kill -9 of the factory', expected: 'goes on', inject: cut },
  ...['run.started', 'run.spawned', 'action.judged', 'workspace.prepared', 'change-set.recorded'].map(cutAt),
  {
    id: 'reboot',
    title: 'every process gone at once',
    expected: 'goes on',
    inject: async (scene) => {
      for (const { pid } of [{ pid: scene.factory.pid }, ...processesOf(scene.desk.home)]) kill(pid, 'SIGKILL');
      await scene.factory.exited;
      return 'down';
    },
  },
  {
    id: 'kill-agent',
    title: 'kill -9 of an agent',
    expected: 'goes on',
    inject: async (scene) => {
      await hit(scene, 'agent', 'SIGKILL');
      return 'up';
    },
  },
  {
    id: 'kill-grandchild',
    title: 'kill -9 of something an agent started',
    expected: 'goes on',
    inject: async (scene) => {
      await hit(scene, 'deepest', 'SIGKILL');
      return 'up';
    },
  },
  {
    id: 'kill-helpers',
    title: 'kill -9 of the factory’s own helper processes',
    expected: 'goes on',
    inject: async ({ desk, factory }) => {
      const own = processesOf(desk.home).filter(({ parent }) => parent === factory.pid);
      for (const { pid, command } of own) if (command.includes('spawner')) kill(pid, 'SIGKILL');
      return 'up';
    },
  },
  {
    id: 'stop-factory',
    title: 'SIGSTOP of the factory for 4 s',
    expected: 'goes on',
    inject: async ({ factory }) => {
      factory.signal('SIGSTOP');
      await sleep(4000);
      factory.signal('SIGCONT');
      return 'up';
    },
  },
  {
    id: 'stop-agent',
    title: 'SIGSTOP of an agent for 3 s',
    expected: 'goes on',
    inject: async (scene) => {
      const pid = await hit(scene, 'agent', 'SIGSTOP');
      await sleep(3000);
      if (pid !== undefined) kill(pid, 'SIGCONT');
      return 'up';
    },
  },
  {
    id: 'quit',
    title: 'an orderly quit in the midst of work',
    expected: 'goes on',
    inject: async ({ factory }) => {
      factory.signal('SIGTERM');
      await factory.exited;
      return 'down';
    },
  },
  {
    id: 'two-instances',
    title: 'a second factory on the same data folder',
    expected: 'goes on',
    inject: async ({ desk }) => {
      const second = spawnFactory(desk.env);
      const code = await new Promise((resolve) => second.once('exit', resolve));
      if (code !== 3) throw new Error(`The second factory ended with ${String(code)}, not with 3`);
      return 'up';
    },
  },
  {
    id: 'no-files',
    title: 'no file can be opened for 3 s (EMFILE)',
    expected: 'goes on',
    impossible: () => (process.platform === 'linux' ? undefined : 'prlimit is Linux only'),
    inject: async ({ factory }) => {
      const limit = (soft: string) => execFileSync('prlimit', ['--pid', String(factory.pid), `--nofile=${soft}`]);
      limit('8:1048576');
      await sleep(3000);
      limit('65536:1048576');
      return 'up';
    },
  },
];
