import type { Virtualizer } from '@tanstack/react-virtual';
import { clsx } from 'clsx';
import { Copy } from 'lucide-react';
import { memo, useState } from 'react';
import type { Key, RefObject } from 'react';
import type { Thread } from '../../../core/model/thread.ts';
import type { ConversationRow } from '../../../core/views/conversation.ts';
import type { ShownRow } from '../../../core/views/reading/density.ts';
import { IconButton } from '../../ui/button.tsx';
import { FoldedRow } from '../reading/folded-row.tsx';
import { useHighlight } from '../reading/use-highlight.ts';
import { copyRow } from '../reading/use-reader.ts';
import type { Reader } from '../reading/use-reader.ts';
import { ConversationItem } from './conversation-item.tsx';
import { useStickToEnd } from './use-stick-to-end.ts';

type ConversationRowsProps = {
  readonly thread: Thread;
  readonly rows: readonly ShownRow[];
  readonly virtual: Virtualizer<HTMLDivElement, Element>;
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly reader: Reader;
  /** What is searched for, if anything is. */
  readonly words: string;
};

/** Only what is in sight is drawn. */
export function ConversationRows({ thread, rows, virtual, scroller, reader, words }: ConversationRowsProps) {
  const { range } = reader;
  const [hovered, setHovered] = useState<Key>();
  useStickToEnd(scroller);
  useHighlight(scroller, words);
  return (
    <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto [scrollbar-gutter:stable]">
      <ol
        aria-label="Conversation"
        className="relative mx-auto max-w-205"
        onPointerLeave={() => setHovered(undefined)}
        style={{ height: virtual.getTotalSize() + 24 }}
      >
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index];
          const isMarked = range !== undefined && item.index >= range[0] && item.index <= range[1];
          return (
            <li
              key={item.key}
              ref={virtual.measureElement}
              data-index={item.index}
              tabIndex={-1}
              onPointerEnter={() => setHovered(item.key)}
              {...(isMarked && { 'data-marked': true })}
              className={clsx(
                'absolute inset-x-0 top-3 px-5 outline-none!',
                isMarked && 'bg-selected shadow-[inset_2px_0_var(--accent)]',
              )}
              style={{ transform: `translateY(${String(item.start)}px)` }}
            >
              {row && <Row thread={thread} row={row} found={words !== '' && item.index === reader.at} />}
              {row && row.kind !== 'folded' && (isMarked || item.key === hovered) && <CopyButton row={row} />}
            </li>
          );
        })}
      </ol>
    </div>
  );
}

type RowProps = {
  readonly thread: Thread;
  readonly row: ShownRow;
  readonly found: boolean;
};

/** The list is drawn anew whenever it moves or grows; a row only when something about itself is different. */
const Row = memo(function Row({ thread, row, found }: RowProps) {
  if (row.kind === 'folded') return <FoldedRow folded={row} />;
  return <ConversationItem thread={thread} row={row} found={found} />;
});

function CopyButton({ row }: { readonly row: ConversationRow }) {
  return (
    <IconButton
      small
      label="Copy this entry as Markdown"
      onClick={() => copyRow(row)}
      className="absolute top-1 right-0"
    >
      <Copy className="size-3" />
    </IconButton>
  );
}
