import { visible } from '../../../core/views/text/visible.ts';
import { clsx } from 'clsx';
import { ArrowRight, Check, MessageSquare } from 'lucide-react';
import type { RepoFiles } from '../../../core/contract/work-methods.ts';
import type { FileChange } from '../../../core/model/file-change.ts';
import { openComments } from '../../../core/model/review/comment.ts';
import type { Thread } from '../../../core/model/thread.ts';
import { repoName } from '../../../core/views/card.ts';
import { fileName, foldersOf } from '../../../core/views/changes/file-tree.ts';
import { useMirror } from '../../mirror/mirror.ts';
import { commentsOn, fileAt, inOrder } from './file-order.ts';
import type { FileAt } from './file-order.ts';

type FileListProps = {
  readonly thread: Thread;
  readonly repos: readonly RepoFiles[];
  readonly chosen: string | undefined;
  readonly onChoose: (file: FileAt) => void;
  readonly isViewed: (file: FileAt) => boolean;
};

export function FileList({ thread, repos, chosen, onChoose, isViewed }: FileListProps) {
  const all = inOrder(repos);
  const seen = all.filter(isViewed).length;
  return (
    <nav aria-label="Changed files" className="w-66 shrink-0 overflow-y-auto border-r py-3">
      {seen > 0 && (
        <p className="px-4 pb-2 text-sm text-ink-3">
          {seen} of {all.length} viewed
        </p>
      )}
      {repos.map((repo) => (
        <section key={repo.repo} className="pb-4">
          <RepoHeading thread={thread} repo={repo} />
          {foldersOf(repo.files).map(({ folder, files }) => (
            <ul key={folder} aria-label={folder || 'Root'}>
              {folder !== '' && (
                <li className="truncate px-4 pt-1.5 text-sm text-ink-3" title={folder}>
                  {folder}
                </li>
              )}
              {files.map((change) => {
                const at = fileAt(repo.repo, change);
                return (
                  <li key={change.path}>
                    <FileButton
                      at={at}
                      comments={openComments(commentsOn(thread.comments, at)).length}
                      chosen={at.key === chosen}
                      viewed={isViewed(at)}
                      onChoose={onChoose}
                    />
                  </li>
                );
              })}
            </ul>
          ))}
        </section>
      ))}
    </nav>
  );
}

function RepoHeading({ thread, repo }: { readonly thread: Thread; readonly repo: RepoFiles }) {
  const name = useMirror((mirror) => repoName(mirror.factory.repos, repo.repo));
  const target = useMirror((mirror) => mirror.factory.repos.get(repo.repo)?.defaultBranch ?? 'base');
  const branch =
    thread.workspace.kind === 'ready'
      ? thread.workspace.worktrees.find((each) => each.repo === repo.repo)?.branch
      : undefined;
  return (
    <header className="px-4 pb-1">
      <h3 className="flex items-center justify-between font-medium">
        <span className="truncate">{name}</span>
        <span className="text-sm font-normal text-ink-3">{repo.files.length}</span>
      </h3>
      <p
        className="flex items-center gap-1 font-mono text-xs text-ink-3"
        title={`${target} ${repo.base.slice(0, 10)} → ${branch ?? ''} ${repo.head.slice(0, 10)}`}
      >
        <span className="shrink-0">{target}</span>
        <ArrowRight className="size-3 shrink-0" aria-label="to" />
        <span className="truncate">{branch ?? repo.head.slice(0, 10)}</span>
      </p>
    </header>
  );
}

const letters: Readonly<Record<FileChange['state'], { readonly letter: string; readonly tone: string }>> = {
  added: { letter: 'A', tone: 'text-ready' },
  modified: { letter: 'M', tone: 'text-needs-you' },
  deleted: { letter: 'D', tone: 'text-failed' },
  renamed: { letter: 'R', tone: 'text-working' },
  copied: { letter: 'C', tone: 'text-working' },
  'type-changed': { letter: 'T', tone: 'text-quiet' },
};

function FileButton({
  at,
  comments,
  chosen,
  viewed,
  onChoose,
}: {
  readonly at: FileAt;
  readonly comments: number;
  readonly chosen: boolean;
  readonly viewed: boolean;
  readonly onChoose: (file: FileAt) => void;
}) {
  const { change } = at;
  const { letter, tone } = letters[change.state];
  return (
    <button
      type="button"
      data-file={at.key}
      aria-current={chosen ? 'true' : undefined}
      title={visible(change.oldPath === undefined ? change.path : `${change.oldPath} → ${change.path}`)}
      onClick={() => onChoose(at)}
      className={clsx(
        'flex h-7 w-full items-center gap-2 px-4 text-left text-sm',
        chosen ? 'bg-selected text-ink' : 'text-ink-2 hover:bg-hover hover:text-ink',
      )}
    >
      <span className={`w-3 shrink-0 font-mono ${tone}`} title={change.state} aria-label={change.state}>
        {letter}
      </span>
      <span className={clsx('min-w-0 flex-1 truncate', viewed && 'text-ink-3')}>{visible(fileName(change.path))}</span>
      {viewed && <Check className="size-3.5 shrink-0 text-ink-3" aria-label="viewed" />}
      {comments > 0 && (
        <span className="flex items-center gap-0.5 text-review" title={`${String(comments)} open comments`}>
          <MessageSquare className="size-3" aria-hidden />
          {comments}
          <span className="sr-only"> open comments</span>
        </span>
      )}
      {change.added !== undefined && change.added > 0 && <span className="text-ready">+{change.added}</span>}
      {change.deleted !== undefined && change.deleted > 0 && <span className="text-failed">−{change.deleted}</span>}
      {change.added === undefined && <span className="text-ink-3">binary</span>}
    </button>
  );
}
