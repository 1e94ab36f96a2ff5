import type { RepoFiles } from '../../../../core/contract/thread/work-methods.ts';
import type { RepoId, ThreadId } from '../../../../core/ids.ts';
import type { Comment } from '../../../../core/model/review/comment.ts';
import type { FileChange } from '../../../../core/model/file-change.ts';
import { inTreeOrder } from '../../../../core/views/changes/file-tree.ts';

/** `key`: its name among all files of all changes. */
export type FileAt = {
  readonly key: string;
  readonly repo: RepoId;
  readonly change: FileChange;
  readonly between: RepoFiles['between'];
};

/** Every file in the order the list shows it, for going from one to the next. */
export function inOrder(repos: readonly RepoFiles[]): readonly FileAt[] {
  return repos.flatMap((repo) => inTreeOrder(repo.files).map((change) => fileAt(repo, change)));
}

/** In the order they were made; a resolved one stays where it was said. */
export function commentsOn(comments: readonly Comment[], { repo, change }: FileAt): readonly Comment[] {
  return comments.filter((comment) => comment.repo === repo && comment.path === change.path);
}

export function fileAt({ repo, between }: Pick<RepoFiles, 'repo' | 'between'>, change: FileChange): FileAt {
  return { key: `${repo}:${change.path}`, repo, change, between };
}

/** The name of the mark that says in what content the person has looked at a file. */
export function viewedKey(thread: ThreadId, { key }: FileAt): string {
  return `${thread} ${key}`;
}

export function isSeen(blobs: Readonly<Record<string, string>>, thread: ThreadId, file: FileAt): boolean {
  return file.change.blob !== undefined && blobs[viewedKey(thread, file)] === file.change.blob;
}
