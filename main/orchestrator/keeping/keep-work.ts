import { steadyClock } from '../../../core/fair-clock.ts';
import type { Admission } from '../../../core/loop/admission.ts';
import type { Repo, RepoConfig } from '../../../core/model/repo.ts';
import type { Retention } from '../../../core/model/workspace/retention.ts';
import type { Result } from '../../../core/result.ts';
import { checkpointShelf } from '../../workspace/checkpoints/shelf.ts';
import type { CheckpointShelf } from '../../workspace/checkpoints/shelf.ts';
import { changeDesk } from '../../workspace/looking/desk.ts';
import type { ChangeDesk } from '../../workspace/looking/desk.ts';
import { createPool } from '../../workspace/pool/pool.ts';
import type { Pool } from '../../workspace/pool/pool.ts';
import { createTerminals } from '../../terminal/terminals.ts';
import type { Terminals } from '../../terminal/terminals.ts';
import { workspaceYard } from '../../workspace/removal/yard.ts';
import type { WorkspaceYard } from '../../workspace/removal/yard.ts';
import type { Thread } from '../../../core/model/thread.ts';
import type { Orchestrator } from '../orchestrator-port.ts';
import { checkPairs } from '../together/check-pairs.ts';
import { watchRadar } from '../surroundings/watch-radar.ts';
import type { RadarWatch } from '../surroundings/watch-radar.ts';
import { nowAndThen } from '../now-and-then.ts';
import { dropDatabases } from './drop-databases.ts';
import { guardWork } from './guard-work.ts';
import { readTheRest } from './read-the-rest.ts';

const clearingRhythm = { firstMs: 45_000, everyMs: 120_000 };

export type Keeping = {
  readonly shelf: CheckpointShelf;
  readonly desk: ChangeDesk;
  readonly yard: WorkspaceYard;
  readonly pool: Pool;
  readonly radar: RadarWatch;
  /** The person's own, in the worktrees; a workspace does not go away beneath one. */
  readonly terminals: Terminals;
  /** Begins to look after work by the clock; answers how to stop. */
  watch(): () => void;
};

export type KeepingParts = {
  readonly dataFolder: string;
  /** The folder of the built programs. */
  readonly programs: string;
  readonly newId: (prefix: string) => string;
  readonly orchestrator: Pick<Orchestrator, 'state' | 'report' | 'subscribe'>;
  now(): number;
  retention(): Retention;
  /** Warm worktrees kept per repo. */
  poolSize(): number;
  /** The person's editor; empty: one that is found. */
  editor(): string;
  readConfig(repo: Repo): Promise<Result<RepoConfig>>;
  admission(): Admission;
};

/** What keeps work from being lost (checkpoints, the only way in which a workspace goes away) or in each other's way. */
export function keepWork({ orchestrator, readConfig, poolSize, ...parts }: KeepingParts): Keeping {
  const { state } = orchestrator;
  const ground = {
    ...parts,
    steadyNow: steadyClock(() => ({ wall: parts.now(), awake: performance.now() })),
    repo: (id: Repo['id']) => state.repos.get(id),
    precious: async (repo: Repo) => {
      const config = await readConfig(repo);
      return (config.ok ? config.value : repo.config).precious ?? [];
    },
  };
  const shelf = checkpointShelf(ground);
  const desk = changeDesk({ ...ground, shelf });
  const terminals = createTerminals(parts);
  // One whose program ended only shows what it said.
  const openIn = ({ thread }: Thread) => terminals.ofThread(thread).filter(({ ended }) => !ended).length;
  const yard = workspaceYard({
    ...ground,
    save: shelf.save,
    threads: () => state.threads.values(),
    terminals: openIn,
    letGo: (workspace) => dropDatabases({ repo: ground.repo, readConfig }, workspace),
    report: (event) => orchestrator.report(event),
  });
  const pool = createPool({ dataFolder: parts.dataFolder, size: poolSize });
  const radar = watchRadar(orchestrator);
  const clearAway = async () => {
    await yard.clearAway();
    await pool.tend(state.repos.values());
  };
  return {
    ...{ shelf, desk, yard, pool, radar, terminals },
    watch() {
      const pairs = checkPairs({ ...parts, orchestrator, readConfig, meetings: radar.meetings });
      const guard = guardWork({ orchestrator, save: shelf.save, isOpen: (thread) => openIn(thread) > 0 });
      const chores = [pairs, guard, readTheRest(state.threads), nowAndThen('clearing away', clearAway, clearingRhythm)];
      return () => [...chores, pool.stop, radar.stop].forEach((stop) => stop());
    },
  };
}
