import { useVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useMemo, useRef } from 'react';
import type { RepoFiles } from '../../../../core/contract/thread/work-methods.ts';
import { openComments } from '../../../../core/model/review/comment.ts';
import type { Thread } from '../../../../core/model/thread.ts';
import { commentsOn } from './file-order.ts';
import type { FileAt } from './file-order.ts';
import { FileButton } from './file-button.tsx';
import { FolderRow } from './folder-row.tsx';
import { listRows, rowHeight } from './list-rows.ts';
import type { ListRow } from './list-rows.ts';
import { RepoHeading } from './repo-heading.tsx';

type FileListProps = {
  readonly thread: Thread;
  readonly repos: readonly RepoFiles[];
  /** Only files whose path holds this. */
  readonly filter: string;
  /** Folders, by repo and path. */
  readonly closed: readonly string[];
  readonly chosen: string | undefined;
  readonly onChoose: (file: FileAt) => void;
  readonly onFold: (folder: string) => void;
  readonly isViewed: (file: FileAt) => boolean;
};

/** The changed files as a tree. Only what is in sight is drawn, so that thousands of them cost nothing. */
export function FileList({ thread, repos, filter, closed, chosen, ...does }: FileListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useMemo(() => listRows(repos, { filter, closed }), [repos, filter, closed]);
  const at = rows.findIndex((row) => row.kind === 'file' && row.file.key === chosen);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => rowHeight(rows[index]),
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 12,
  });
  useLayoutEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at, { align: 'auto' });
  }, [at, virtual]);
  if (rows.length === 0) return <p className="px-4 py-2 text-sm text-ink-3">No file has this in its path.</p>;
  return (
    <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto pb-3">
      <ul aria-label="Files" className="relative" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => (
          <li
            key={item.key}
            className="absolute inset-x-0 top-0"
            style={{ height: item.size, transform: `translateY(${String(item.start)}px)` }}
          >
            <Row thread={thread} row={rows[item.index]} chosen={chosen} {...does} />
          </li>
        ))}
      </ul>
    </div>
  );
}

type RowProps = Pick<FileListProps, 'thread' | 'chosen' | 'onChoose' | 'onFold' | 'isViewed'> & {
  readonly row: ListRow | undefined;
};

function Row({ thread, row, chosen, onChoose, onFold, isViewed }: RowProps) {
  switch (row?.kind) {
    case undefined:
      return null;
    case 'repo':
      return <RepoHeading thread={thread} repo={row.repo} />;
    case 'folder':
      return <FolderRow folder={row.folder} onFold={() => onFold(row.key)} />;
    case 'file':
      return (
        <FileButton
          at={row.file}
          depth={row.depth}
          comments={openComments(commentsOn(thread.comments, row.file)).length}
          chosen={row.file.key === chosen}
          viewed={isViewed(row.file)}
          onChoose={onChoose}
        />
      );
  }
}
