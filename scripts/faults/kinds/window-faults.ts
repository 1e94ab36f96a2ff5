import { execFileSync } from 'node:child_process';
import { descendants, signal } from '../../../e2e/processes.ts';
import type { Process } from '../../../e2e/processes.ts';
import { cut } from '../fault.ts';
import type { Fault, Scene } from '../fault.ts';
import { until, when } from '../rounds/when.ts';

const needsWindow = () =>
  process.env['TEATREE_FAULTS_ELECTRON'] === undefined ? 'needs Electron and a display' : undefined;

/** Chromium writes its renderers' titles over their environment, so they are found below the app instead. */
function renderersOf({ factory }: Scene): readonly number[] {
  const table = execFileSync('ps', ['-e', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' });
  const all = table.split('\n').flatMap((line): Process[] => {
    const [, pid, parent, command = ''] = /^\s*(\d+)\s+(\d+) (.*)$/.exec(line) ?? [];
    return pid === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), started: 0, command }];
  });
  return descendants(all, factory.pid).flatMap(({ pid, command }) =>
    command.includes('--type=renderer') ? [pid] : [],
  );
}

export const windowFaults: readonly Fault[] = [
  {
    id: 'kill-app',
    title: 'kill -9 of the app with its window',
    expected: 'goes on',
    window: true,
    impossible: needsWindow,
    inject: async (scene) => {
      await cut(scene);
      return { factory: 'down' };
    },
  },
  {
    id: 'kill-renderer',
    title: 'kill -9 of the window’s renderer',
    expected: 'goes on',
    window: true,
    impossible: needsWindow,
    inject: async (scene) => {
      await until(() => renderersOf(scene).length > 0, 10_000, 'there is no renderer');
      const before = renderersOf(scene);
      for (const pid of before) signal(pid, 'SIGKILL');
      const back = (now: Scene) => renderersOf(now).some((pid) => !before.includes(pid));
      return {
        factory: 'up',
        afterwards: async (now) => ((await when(() => back(now), 10_000)) ? [] : ['the window does not come back']),
      };
    },
  },
];
