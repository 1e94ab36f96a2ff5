import { Copy } from 'lucide-react';
import type { ThreadId } from '../../core/ids.ts';
import { SameTopic } from './same-topic-section.tsx';
import { useSameTopic } from './use-same-topic.ts';
import { CardPopover } from '../window/card-popover.tsx';

/** On a card: with which threads it may be about the same; why, and the answers, on demand. */
export function SameTopicBadge({ thread }: { readonly thread: ThreadId }) {
  const asked = useSameTopic(thread);
  if (asked.length === 0) return null;
  const line = `same topic as ${asked.map(({ other }) => `#${String(other.number)}`).join(', ')}?`;
  return (
    <CardPopover
      line={
        <>
          <Copy className="size-3 shrink-0" aria-hidden />
          <span className="min-w-0 flex-1 truncate">{line}</span>
        </>
      }
      label={line}
      tone="text-needs-you"
      title="Why it may be about the same"
      layout="flex max-h-96 w-80 flex-col gap-4 overflow-y-auto"
    >
      {asked.map(({ question, other }) => (
        <SameTopic key={question.key} question={question} other={other} />
      ))}
    </CardPopover>
  );
}
