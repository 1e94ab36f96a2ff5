import { useState } from 'react';
import type { RepoFiles } from '../../../core/contract/work-methods.ts';
import type { Thread } from '../../../core/model/thread.ts';
import { Empty } from '../../ui/empty.tsx';
import { Problem } from '../../ui/field.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { useKeys } from '../../window/keys.ts';
import { useAnswer } from '../../window/use-answer.ts';
import { markViewed, useViewed } from '../../window/viewed.ts';
import { CommentBar } from './comment-bar.tsx';
import { FileDiffView } from './file-diff-view.tsx';
import { FileList } from './file-list.tsx';
import { commentsOn, inOrder, isSeen, viewedKey } from './file-order.ts';
import type { FileAt } from './file-order.ts';

export function ChangesTab({ thread }: { readonly thread: Thread }) {
  const heads = thread.changes.map((change) => change.head).join(' ');
  const answer = useAnswer('changes.read', { thread: thread.thread }, heads);
  if (!answer) return <Waiting text="Reading the changes" />;
  if (!answer.ok)
    return (
      <div className="p-5">
        <Problem {...answer.error} />
      </div>
    );
  const repos = answer.value.filter((repo) => repo.files.length > 0);
  if (repos.length === 0)
    return (
      <Empty
        title="No changes yet"
        text="Commits of the agent show up here, repo by repo, against the branch they started from."
      />
    );
  return <Review thread={thread} repos={repos} heads={heads} />;
}

function Review({
  thread,
  repos,
  heads,
}: {
  readonly thread: Thread;
  readonly repos: readonly RepoFiles[];
  readonly heads: string;
}) {
  const files = inOrder(repos);
  const [chosen, setChosen] = useState<string>();
  const index = Math.max(
    0,
    files.findIndex((file) => file.key === chosen),
  );
  const at = files[index];
  const blobs = useViewed((state) => state.blobs);
  const isViewed = (file: FileAt) => isSeen(blobs, thread.thread, file);
  const show = (file: FileAt | undefined) => {
    if (!file) return;
    setChosen(file.key);
    document.querySelector(`[data-file="${CSS.escape(file.key)}"]`)?.scrollIntoView({ block: 'nearest' });
  };
  const toggleViewed = () => {
    if (!at) return;
    const seen = isViewed(at);
    markViewed(viewedKey(thread.thread, at), seen ? undefined : at.change.blob);
    const rest = [...files.slice(index + 1), ...files.slice(0, index)];
    if (!seen) show(rest.find((file) => !isViewed(file)));
  };
  useKeys({ L: () => show(files[index + 1]), H: () => show(files[index - 1]), V: toggleViewed });
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <CommentBar thread={thread} files={files} onGo={show} />
      <div className="flex min-h-0 flex-1">
        <FileList thread={thread} repos={repos} chosen={at?.key} onChoose={show} isViewed={isViewed} />
        {at && (
          <FileDiffView
            key={`${at.key} ${heads}`}
            thread={thread.thread}
            file={at}
            version={heads}
            comments={commentsOn(thread.comments, at)}
            viewed={isViewed(at)}
            onViewed={toggleViewed}
          />
        )}
      </div>
    </div>
  );
}
