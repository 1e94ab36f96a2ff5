import { processesIn, signal } from '../../../e2e/processes.ts';
import { cut } from '../fault.ts';
import type { Fault, Scene } from '../fault.ts';
import { when } from '../rounds/when.ts';

const needsWindow = () =>
  process.env['TEATREE_FAULTS_ELECTRON'] === undefined ? 'needs Electron and a display' : undefined;

function renderersOf({ desk }: Scene): readonly number[] {
  return processesIn(desk.home).flatMap(({ pid, command }) => (command.includes('--type=renderer') ? [pid] : []));
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
      await when(() => renderersOf(scene).length > 0, 10_000);
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
