// From the person's stop to the end of the turn, with the real program in the middle of a command that would go on.
import { setTimeout as pause } from 'node:timers/promises';
import { claudeHarness } from '../../../main/harness/claude/index.ts';
import { openWorld } from '../../harness-matrix/world.ts';

const patienceMs = 60_000;

/** Milliseconds of each stop, all in one session, which stays usable. */
export async function stopTimes(stops: number): Promise<readonly number[]> {
  const names = Array.from({ length: stops }, (_, nth) => `stop${String(nth)}`);
  const world = await openWorld(
    claudeHarness(),
    Object.fromEntries(
      names.map((name) => [name, [{ shell: `touch ${name}; timeout 60 tail -f /dev/null` }, { say: 'Ran on.' }]]),
    ),
  );
  try {
    const times: number[] = [];
    for (const name of names) {
      const turn = world.prompt(name);
      const late = performance.now() + patienceMs;
      while (world.read(name) === undefined) {
        if (performance.now() > late) throw new Error(`The command of ${name} did not begin`);
        await pause(20);
      }
      const session = await world.session();
      const began = performance.now();
      session.cancelTurn();
      const { outcome, summary } = await turn;
      times.push(performance.now() - began);
      if (outcome !== 'interrupted') throw new Error(`The turn was ${outcome}: ${summary}`);
    }
    return times;
  } finally {
    await world.close();
  }
}
