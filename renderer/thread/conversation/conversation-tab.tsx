import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef } from 'react';
import type { Thread } from '../../../core/model/thread.ts';
import { betweenThreads } from '../../../core/views/attention/between.ts';
import type { Between } from '../../../core/views/attention/between.ts';
import { conversationOf } from '../../../core/views/conversation.ts';
import type { ConversationRow } from '../../../core/views/conversation.ts';
import { useMirror } from '../../mirror/mirror.ts';
import { useTranscripts } from '../../mirror/transcripts.ts';
import { Composer } from './composer.tsx';
import { ConversationItem } from './conversation-item.tsx';
import { useStickToEnd } from './use-stick-to-end.ts';

export function ConversationTab({ thread }: { readonly thread: Thread }) {
  const rows = useConversation(thread);
  return (
    <>
      <Rows thread={thread} rows={rows} />
      <Composer thread={thread} />
    </>
  );
}

function useConversation(thread: Thread): readonly ConversationRow[] {
  const runs = thread.runs.map((run) => run.id);
  const shown = useTranscripts(runs);
  const between = useBetween(thread);
  return useMemo(
    () => conversationOf(thread, new Map(thread.runs.map((run, index) => [run.id, shown[index]?.rows ?? []])), between),
    [thread, shown, between],
  );
}

/** The same list as long as it says the same: threads change all the time, and a conversation may be long. */
function useBetween(thread: Thread): readonly Between[] {
  const text = useMirror((mirror) => JSON.stringify(betweenThreads(thread, mirror.factory.threads)));
  return useMemo(() => JSON.parse(text) as readonly Between[], [text]);
}

function Rows({ thread, rows }: { readonly thread: Thread; readonly rows: readonly ConversationRow[] }) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (rows[index]?.kind === 'transcript' ? 32 : 64),
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 12,
  });
  const size = virtual.getTotalSize();
  useStickToEnd(scroller);
  return (
    <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto">
      <ol aria-label="Conversation" className="relative mx-auto max-w-205" style={{ height: size + 24 }}>
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index];
          return (
            <li
              key={item.key}
              ref={virtual.measureElement}
              data-index={item.index}
              className="absolute inset-x-0 top-3 px-5"
              style={{ transform: `translateY(${String(item.start)}px)` }}
            >
              {row && <ConversationItem thread={thread} row={row} />}
            </li>
          );
        })}
      </ol>
    </div>
  );
}
