import { setTimeout as sleep } from 'node:timers/promises';
import { awaitThrough, isKeeping, sendCourier, threadOf } from '../desk/crew.ts';
import { worktreesOf } from '../desk/ledger.ts';
import { pick } from '../fault.ts';
import type { Fault } from '../fault.ts';
import { patienceMs, until } from '../rounds/when.ts';

/** An agent of the crew whose program misbehaves for a moment. The thread goes on, by another run where it must. */
function spoilt(kind: string, title: string): Fault {
  return {
    ...{ id: `stream-${kind}`, title, expected: 'goes on' },
    inject: async ({ desk, factory, random }) => {
      const { threads } = await factory.snapshot();
      const places = threads.flatMap((each) =>
        isKeeping(each) && each.workspace.kind === 'ready' ? [each.workspace.path] : [],
      );
      const workspace = pick(places, random);
      if (workspace === undefined) throw new Error('No thread of the crew has a workspace');
      desk.program.orderMischief({ kind, workspace });
      await sleep(1000);
      desk.program.orderMischief(undefined);
      return { factory: 'up' };
    },
  };
}

export const streamFaults: readonly Fault[] = [
  spoilt('truncated', 'an agent’s stream ends in the middle of a line'),
  spoilt('reordered', 'lines of an agent’s stream in the wrong order'),
  spoilt('duplicated', 'lines of an agent’s stream twice'),
  spoilt('long-line', 'a line of 50 MB in an agent’s stream'),
  spoilt('not-utf8', 'bytes that are no text in an agent’s stream'),
  spoilt('exits-0', 'an agent exits with 0 and is not finished'),
  {
    id: 'stream-exits-1-when-done',
    title: 'an agent exits with 1 after it has finished',
    expected: 'goes on',
    inject: async (scene) => {
      const { desk, factory } = scene;
      const courier = await sendCourier(scene);
      await until(
        async () => worktreesOf(await threadOf(factory, courier)).length > 0,
        patienceMs,
        'no workspace is made',
      );
      const { workspace } = await threadOf(factory, courier);
      if (workspace.kind === 'ready')
        desk.program.orderMischief({ kind: 'exits-1-when-done', workspace: workspace.path });
      return {
        factory: 'up',
        afterwards: async (after) => {
          await awaitThrough(after.factory, courier);
          desk.program.orderMischief(undefined);
          return [];
        },
      };
    },
  },
];
