import type { CommitId, RepoId } from '../../../core/ids.ts';
import type { Repo } from '../../../core/model/repo.ts';
import type { CheckpointShelf } from '../checkpoints/shelf.ts';

export type Compared = { readonly repo: RepoId; readonly from: CommitId; readonly to: CommitId };

export type DeskParts = {
  readonly dataFolder: string;
  readonly shelf: CheckpointShelf;
  repo(id: RepoId): Repo | undefined;
  /** Globs of ignored files that count as work. */
  precious(repo: Repo): Promise<readonly string[]>;
  /** The person's editor, as the settings say; empty: one that is found. */
  editor(): string;
};
