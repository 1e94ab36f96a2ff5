import { visible } from '../../../core/views/text/visible.ts';
import { Columns2, Rows3 } from 'lucide-react';
import { useMemo } from 'react';
import type { ThreadId } from '../../../core/ids.ts';
import type { Comment } from '../../../core/model/review/comment.ts';
import { parseDiff } from '../../../core/views/changes/diff.ts';
import { useSettings, useThread } from '../../mirror/selectors.ts';
import { IconButton } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Problem } from '../../ui/field.tsx';
import { Delta } from '../../ui/numbers.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { useKeys } from '../../window/keys.ts';
import { tell } from '../../window/request.ts';
import { useAnswer } from '../../window/use-answer.ts';
import { DiffLines } from './diff-lines.tsx';
import type { FileAt } from './file-order.ts';

type FileDiffViewProps = {
  readonly thread: ThreadId;
  readonly file: FileAt;
  readonly version: string;
  readonly comments: readonly Comment[];
  readonly viewed: boolean;
  readonly onViewed: () => void;
};

export function FileDiffView({ thread, file, version, comments, viewed, onViewed }: FileDiffViewProps) {
  const { change, repo } = file;
  return (
    <section aria-label={`Diff of ${visible(change.path)}`} className="flex min-w-0 flex-1 flex-col">
      <header className="flex h-9 shrink-0 items-center gap-3 border-b px-4 text-sm">
        <span className="untrusted min-w-0 truncate font-mono whitespace-nowrap! text-ink-2">
          {change.oldPath !== undefined && <span className="text-ink-3">{change.oldPath} → </span>}
          {visible(change.path)}
        </span>
        <span className="flex-1" />
        {change.added !== undefined && change.deleted !== undefined && (
          <Delta added={change.added} deleted={change.deleted} />
        )}
        <LayoutButton />
        {change.blob !== undefined && (
          <label className="flex items-center gap-1.5 text-ink-2" title="Viewed, until the file changes (V)">
            <input type="checkbox" checked={viewed} onChange={onViewed} />
            Viewed
          </label>
        )}
      </header>
      <Body thread={thread} repo={repo} path={change.path} version={version} comments={comments} />
    </section>
  );
}

function LayoutButton() {
  const layout = useSettings().diff;
  const other = layout === 'split' ? 'unified' : 'split';
  const change = () => tell('settings.update', { patch: { diff: other } });
  useKeys({ S: change });
  const Icon = other === 'split' ? Columns2 : Rows3;
  return (
    <IconButton small label={other === 'split' ? 'Old beside new (S)' : 'One under the other (S)'} onClick={change}>
      <Icon className="size-3.5" aria-hidden />
    </IconButton>
  );
}

type BodyProps = {
  readonly thread: ThreadId;
  readonly repo: FileAt['repo'];
  readonly path: string;
  readonly version: string;
  readonly comments: readonly Comment[];
};

function Body({ thread, repo, path, version, comments }: BodyProps) {
  const answer = useAnswer('changes.diff', { thread, repo, path }, version);
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
  return (
    <>
      {answer.value.truncated && (
        <p className="border-b bg-selected px-4 py-1.5 text-sm text-ink-2">
          This file is very large: only the first part of its diff is shown.
        </p>
      )}
      <DiffLines thread={thread} file={place} hunks={patch.hunks} comments={comments} head={head} layout={layout} />
    </>
  );
}
