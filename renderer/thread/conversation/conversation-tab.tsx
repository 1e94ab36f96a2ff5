import { useMemo, useRef } from 'react';
import { useVirtualizer } from '@tanstack/react-virtual';
import type { Thread } from '../../../core/model/thread.ts';
import { betweenThreads } from '../../../core/views/attention/between.ts';
import type { Between } from '../../../core/views/attention/between.ts';
import { conversationOf } from '../../../core/views/conversation.ts';
import type { ConversationRow } from '../../../core/views/conversation.ts';
import { atDensity } from '../../../core/views/reading/density.ts';
import { useMirror } from '../../mirror/mirror.ts';
import { useTranscripts } from '../../mirror/transcripts.ts';
import { useArrival } from '../../search/aim.ts';
import { useReading } from '../../window/reading.ts';
import { Composer } from '../composer/composer.tsx';
import { Queue } from '../composer/queue.tsx';
import { ReadingBar } from '../reading/reading-bar.tsx';
import { useFinder } from '../reading/use-finder.ts';
import { useReader } from '../reading/use-reader.ts';
import { ConversationRows } from './conversation-rows.tsx';

export function ConversationTab({ thread }: { readonly thread: Thread }) {
  const all = useConversation(thread);
  const finder = useFinder(all);
  const density = useReading((state) => state.density);
  const shownDensity = finder.query === undefined ? density : 'everything';
  const rows = useMemo(() => atDensity(all, shownDensity), [all, shownDensity]);
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (rows[index]?.kind === 'transcript' ? 32 : 64),
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 12,
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
      <ConversationRows {...{ thread, rows, virtual, scroller, reader }} words={finder.words} />
      <Queue thread={thread} />
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
