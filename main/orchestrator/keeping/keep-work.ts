import type { Repo, RepoConfig } from '../../../core/model/repo.ts';
import type { Retention } from '../../../core/model/workspace/retention.ts';
import type { Result } from '../../../core/result.ts';
import { checkpointShelf } from '../../workspace/checkpoints/shelf.ts';
import type { CheckpointShelf } from '../../workspace/checkpoints/shelf.ts';
import { workspaceYard } from '../../workspace/removal/yard.ts';
import type { WorkspaceYard } from '../../workspace/removal/yard.ts';
import type { Orchestrator } from '../orchestrator-port.ts';
import { clearNowAndThen } from './clear-now-and-then.ts';
import { guardWork } from './guard-work.ts';

export type Keeping = {
  readonly shelf: CheckpointShelf;
  readonly yard: WorkspaceYard;
  /** Begins to look after work by the clock; answers how to stop. */
  watch(): () => void;
};

export type KeepingParts = {
  readonly dataFolder: string;
  readonly orchestrator: Pick<Orchestrator, 'state' | 'report'>;
  now(): number;
  retention(): Retention;
  readConfig(repo: Repo): Promise<Result<RepoConfig>>;
};

/** What keeps work from being lost: checkpoints, and the only way in which a workspace goes away. */
export function keepWork({ orchestrator, readConfig, ...parts }: KeepingParts): Keeping {
  const { state } = orchestrator;
  const ground = {
    ...parts,
    repo: (id: Repo['id']) => state.repos.get(id),
    precious: async (repo: Repo) => {
      const config = await readConfig(repo);
      return (config.ok ? config.value : repo.config).precious ?? [];
    },
  };
  const shelf = checkpointShelf(ground);
  const yard = workspaceYard({
    ...ground,
    save: shelf.save,
    threads: () => state.threads.values(),
    report: (event) => orchestrator.report(event),
  });
  return {
    ...{ shelf, yard },
    watch() {
      const stops = [guardWork({ orchestrator, save: shelf.save }), clearNowAndThen(yard.clearAway)];
      return () => stops.forEach((stop) => stop());
    },
  };
}
