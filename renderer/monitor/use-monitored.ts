import { useShallow } from 'zustand/react/shallow';
import type { ThreadId } from '../../core/ids.ts';
import { isAlive } from '../../core/model/run.ts';
import { currentRun } from '../../core/model/thread.ts';
import { useBoardPrefs } from '../board/bar/board-prefs.ts';
import { shownIn } from '../board/shown.ts';
import { useMirror } from '../mirror/mirror.ts';

/** What works, then what is alive and waits for the person; each the longest there first. */
export function useMonitored(): readonly ThreadId[] {
  const filter = useBoardPrefs((prefs) => prefs.filter);
  return useMirror(
    useShallow((mirror) => {
      const { cells } = shownIn(mirror, filter);
      const waits = (id: ThreadId) => {
        const thread = mirror.factory.threads.get(id);
        return thread !== undefined && isAlive(currentRun(thread));
      };
      return [...cells.working, ...cells['needs-you'].filter(waits)];
    }),
  );
}
