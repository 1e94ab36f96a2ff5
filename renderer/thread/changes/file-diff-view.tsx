import { useMemo, useState } from 'react';
import type { ThreadId } from '../../../core/ids.ts';
import type { Comment } from '../../../core/model/review/comment.ts';
import { parseDiff } from '../../../core/views/changes/diff.ts';
import type { Hunk } from '../../../core/views/changes/diff.ts';
import { foldedFor } from '../../../core/views/changes/folding.ts';
import { visible } from '../../../core/views/text/visible.ts';
import { useSettings, useThread } from '../../mirror/selectors.ts';
import { Empty } from '../../ui/empty.tsx';
import { Problem } from '../../ui/field.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { useSteadyAnswer } from '../../window/use-answer.ts';
import { DiffHeader } from './diff-header.tsx';
import { DiffLines } from './lines/diff-lines.tsx';
import type { FileAt } from './files/file-order.ts';
import { FoldedFile } from './folded-file.tsx';
import type { LineWish } from './search/use-search.ts';

type FileDiffViewProps = {
  readonly thread: ThreadId;
  readonly file: FileAt;
  readonly comments: readonly Comment[];
  readonly viewed: boolean;
  /** A line to lead to. */
  readonly wish: LineWish | undefined;
  readonly onViewed: () => void;
  /** Undefined where there is no workspace to discard in. */
  readonly onDiscard: ((file: FileAt, hunk?: Hunk) => void) | undefined;
};

export function FileDiffView({ thread, file, comments, viewed, wish, onViewed, onDiscard }: FileDiffViewProps) {
  const folded = foldedFor(file.change);
  const [unfolded, setUnfolded] = useState(false);
  const hidden = folded !== undefined && !unfolded && wish === undefined;
  return (
    <section aria-label={`Diff of ${visible(file.change.path)}`} className="flex min-w-0 flex-1 flex-col">
      <DiffHeader {...{ thread, file, viewed, onViewed }} onDiscard={onDiscard && (() => onDiscard(file))} />
      {hidden ? (
        <FoldedFile reason={folded} change={file.change} onShow={() => setUnfolded(true)} />
      ) : (
        <Body {...{ thread, file, comments, wish }} onDiscard={onDiscard && ((hunk) => onDiscard(file, hunk))} />
      )}
    </section>
  );
}

type BodyProps = Pick<FileDiffViewProps, 'thread' | 'file' | 'comments' | 'wish'> & {
  readonly onDiscard: ((hunk: Hunk) => void) | undefined;
};

function Body({ thread, file, comments, wish, onDiscard }: BodyProps) {
  const { repo, change, between } = file;
  const { path, oldPath, state } = change;
  const answer = useSteadyAnswer(
    'changes.diff',
    { thread, repo, path, ...(oldPath !== undefined && { oldPath }), ...(between && { between }) },
    { of: file.key, version: '' },
  );
  const layout = useSettings().diff;
  const head = useThread(thread)?.changes.find((each) => each.repo === repo)?.head;
  const place = useMemo(() => ({ repo, path }), [repo, path]);
  const patch = useMemo(() => parseDiff(answer?.ok ? answer.value.text : ''), [answer]);
  if (!answer) return <Waiting text="Reading the diff" />;
  if (!answer.ok)
    return (
      <div className="p-4">
        <Problem {...answer.error} />
      </div>
    );
  if (patch.binary) return <Empty title="A binary file" text="It changed, but there are no lines to compare." />;
  if (patch.hunks.length === 0) return <Empty title="No lines changed" text="Only its name or its mode changed." />;
  // A file that came or went has one hunk: it is discarded whole.
  const byHunk = state === 'modified' || state === 'renamed';
  return (
    <>
      {answer.value.truncated && (
        <p className="border-b bg-selected px-4 py-1.5 text-sm text-ink-2">
          This file is very large: only the first part of its diff is shown.
        </p>
      )}
      <DiffLines
        {...{ thread, file: place, comments, head, layout, wish, hunks: patch.hunks }}
        onDiscard={byHunk ? onDiscard : undefined}
      />
    </>
  );
}
