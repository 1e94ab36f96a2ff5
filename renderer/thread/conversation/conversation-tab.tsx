import { useCallback, useMemo, useRef, useState } from 'react';
import { useVirtualizer } from '@tanstack/react-virtual';
import type { Thread } from '../../../core/model/thread.ts';
import { conversationOf } from '../../../core/views/conversation.ts';
import type { ConversationRow } from '../../../core/views/conversation.ts';
import { atDensity } from '../../../core/views/reading/density.ts';
import { useBetween } from '../../mirror/between.ts';
import { useTranscripts } from '../../mirror/transcripts.ts';
import { useArrival } from '../../search/aim.ts';
import { Waiting } from '../../ui/waiting.tsx';
import { useReading } from '../../window/reading.ts';
import { Composer } from '../composer/composer.tsx';
import { Queue } from '../composer/queue.tsx';
import { ReadingBar } from '../reading/reading-bar.tsx';
import { useFinder } from '../reading/use-finder.ts';
import { useReader } from '../reading/use-reader.ts';
import { ConversationRows } from './conversation-rows.tsx';
import { likelyHeight, likelyRoom } from './likely-height.ts';

export function ConversationTab({ thread }: { readonly thread: Thread }) {
  const conversation = useConversation(thread);
  const all = conversation ?? none;
  const finder = useFinder(all);
  const density = useReading((state) => state.density);
  const shownDensity = finder.query === undefined ? density : 'everything';
  const rows = useMemo(() => atDensity(all, shownDensity), [all, shownDensity]);
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    // What is drawn first is the end, and only once all is there: nothing is laid out to be thrown away.
    enabled: conversation !== undefined,
    initialRect: { width: 0, height: likelyRoom() },
    initialOffset: () =>
      Math.max(
        0,
        rows.reduce((sum, row) => sum + likelyHeight(row), -likelyRoom()),
      ),
    getScrollElement: () => scroller.current,
    estimateSize: (index) => likelyHeight(rows[index]),
    getItemKey: useCallback((index: number) => rows[index]?.key ?? index, [rows]),
    overscan: 4,
  });
  const reader = useReader({
    ...{ thread, all, rows },
    firstVisible: () => virtual.range?.startIndex ?? 0,
    scrollTo: (row) => virtual.scrollToIndex(row, { align: 'center' }),
  });
  useArrival(thread.thread, rows, reader.goTo);
  return (
    <>
      <ReadingBar reader={reader} finder={finder} />
      {conversation ? (
        <ConversationRows {...{ thread, rows, virtual, scroller, reader }} words={finder.words} />
      ) : (
        <div className="min-h-0 flex-1">
          <Waiting text="Reading the conversation" />
        </div>
      )}
      {/* As wide as what is scrolled above, which leaves room for its scroll bar. */}
      <div className="shrink-0 pr-2.5">
        <Queue thread={thread} />
        <Composer thread={thread} />
      </div>
    </>
  );
}

const none: readonly ConversationRow[] = [];

/** Undefined until all is read that was said when the thread was opened. */
function useConversation(thread: Thread): readonly ConversationRow[] | undefined {
  const [earlier] = useState(thread.runs.length);
  const shown = useTranscripts(thread.runs.map((run) => run.id));
  const between = useBetween(thread);
  return useMemo(() => {
    if (shown.slice(0, earlier).includes(undefined)) return undefined;
    return conversationOf(thread, new Map(thread.runs.map(({ id }, nth) => [id, shown[nth]?.rows ?? []])), between);
  }, [thread, shown, earlier, between]);
}
