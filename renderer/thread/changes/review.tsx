import { useState } from 'react';
import type { RepoFiles } from '../../../core/contract/thread/work-methods.ts';
import type { Thread } from '../../../core/model/thread.ts';
import { useKeys } from '../../window/keys.ts';
import { CommentBar } from './comments/comment-bar.tsx';
import { FileDiffView } from './file-diff-view.tsx';
import { FileList } from './files/file-list.tsx';
import { commentsOn } from './files/file-order.ts';
import { FoundLines } from './search/lines-found.tsx';
import { SearchField } from './search/search-field.tsx';
import { useLines } from './search/use-search.ts';
import type { Discarding } from './use-discard.ts';
import { useReview } from './use-review.ts';

type ReviewProps = {
  readonly thread: Thread;
  readonly repos: readonly RepoFiles[];
  readonly discarding: Discarding;
};

/** The list of files beside the one that is looked at. */
export function Review({ thread, repos, discarding }: ReviewProps) {
  const { files, at, wish, show, step, goTo, fold, toggleViewed, isViewed, closed } = useReview(thread, repos);
  const [text, setText] = useState('');
  const found = useLines(thread.thread, repos, text);
  const enter = () => {
    const wanted = text.toLowerCase();
    const file = files.find(({ change }) => change.path.toLowerCase().includes(wanted));
    const line = found?.lines[0];
    if (file) show(file);
    else if (line) goTo(line);
  };
  useKeys({ L: () => step(1), H: () => step(-1), V: toggleViewed }, 'Changes');
  const seen = files.filter(isViewed).length;
  return (
    <>
      <CommentBar thread={thread} files={files} onGo={show} />
      <div className="flex min-h-0 flex-1">
        <nav aria-label="Changed files" className="flex w-66 shrink-0 flex-col border-r">
          <div className="flex flex-col gap-1.5 px-3 pt-2 pb-1">
            <SearchField text={text} onChange={setText} onEnter={enter} />
            {seen > 0 && (
              <p className="px-1 text-sm text-ink-3">
                {seen} of {files.length} viewed
              </p>
            )}
          </div>
          <FileList
            {...{ thread, repos, closed, isViewed, filter: text, chosen: at?.key }}
            onChoose={show}
            onFold={fold}
          />
          {text !== '' && found && <FoundLines found={found} onGo={goTo} />}
        </nav>
        {at && (
          <FileDiffView
            key={at.key}
            thread={thread.thread}
            file={at}
            comments={commentsOn(thread.comments, at)}
            viewed={isViewed(at)}
            wish={wish}
            onViewed={toggleViewed}
            onDiscard={thread.workspace.kind === 'ready' ? discarding.discard : undefined}
          />
        )}
      </div>
    </>
  );
}
