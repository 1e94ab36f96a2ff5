import { InstructionId } from '../../../../core/ids.ts';
import type { FactoryEvent } from '../../../../core/loop/event.ts';
import { evolve } from '../../../../core/loop/evolve.ts';
import { emptyState } from '../../../../core/loop/state.ts';
import { Retention } from '../../../../core/model/workspace/retention.ts';
import { ok } from '../../../../core/result.ts';
import { value } from '../../../git/testing/sandbox.ts';
import { checkpointShelf } from '../../checkpoints/shelf.ts';
import { thread as named, workspaceWorld } from '../../testing/workspace-world.ts';
import { workspaceYard } from '../yard.ts';

const by = { who: 'person', via: 'cli' } as const;

/** A dropped thread whose workspace over `api` and `web` stands, and the yard that removes it. */
export async function removalWorld(precious: readonly string[] = []) {
  const world = workspaceWorld();
  const state = emptyState();
  let now = 1_800_000_000_000;
  let leapt = 0;
  let seq = 0;
  const record = (event: FactoryEvent) => evolve(state, { seq: (seq += 1), at: now, event });
  const repos = world.repos.map(({ id }) => id);
  record({
    ...{ type: 'thread.created', thread: named.thread, number: 1 },
    brief: { ...named, goal: 'g', repos, harness: { id: 'x', config: {} } },
    instruction: { id: InstructionId.parse('ins_a'), kind: 'goal', text: 'g' },
  });
  const prepared = value(await world.prepare());
  const { path } = prepared;
  const ports = { first: 41_000, count: 10 };
  record({ type: 'workspace.prepared', thread: named.thread, path, worktrees: [...prepared.worktrees], ports });
  const ground = {
    ...{
      dataFolder: world.dataFolder,
      now: () => now,
      steadyNow: () => now - leapt,
      precious: () => Promise.resolve(precious),
    },
    repo: (id: string) => world.repos.find((each) => each.id === id),
    retention: () => Retention.parse({}),
  };
  const shelf = checkpointShelf(ground);
  const yard = workspaceYard({
    ...{ ...ground, save: shelf.save, threads: () => state.threads.values() },
    report: (event) => Promise.resolve(ok(record(event))),
  });
  const thread = () => {
    const found = state.threads.get(named.thread);
    if (!found) throw new Error('There is no thread');
    return found;
  };
  return {
    ...{ ...world, path, yard, shelf, thread, ground, record, state },
    drop: () => record({ type: 'thread.dropped', thread: named.thread, reason: '', by }),
    later: (ms: number) => void (now += ms),
    /** The clock on the wall is set forward. */
    leap: (ms: number) => void ([now, leapt] = [now + ms, leapt + ms]),
    at: (name: string) => world.worktree(name).slice(world.box.root.length + 1),
  };
}
