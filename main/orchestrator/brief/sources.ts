import type { RepoId } from '../../../core/ids.ts';
import type { Repo, RepoConfig } from '../../../core/model/repo.ts';
import type { Thread } from '../../../core/model/thread.ts';
import type { Result } from '../../../core/result.ts';
import type { Harness } from '../../harness/harness.ts';
import type { SkillShelf } from '../../skills/shelf.ts';
import type { Journal, Transcripts } from '../../store/store-port.ts';

/** What a brief is made of is read with these. */
export type BriefSources = {
  readonly dataFolder: string;
  readonly harnesses: readonly Harness[];
  readonly skills: SkillShelf;
  readonly journal: Pick<Journal, 'lastJudged'>;
  readonly transcripts: Pick<Transcripts, 'read'>;
  repo(id: RepoId): Repo | undefined;
  threads(): Iterable<Thread>;
  readConfig(repo: Repo): Promise<Result<RepoConfig>>;
};
