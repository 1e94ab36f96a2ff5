import { Copy } from 'lucide-react';
import { Popover } from 'radix-ui';
import type { ThreadId } from '../../core/ids.ts';
import { SameTopic } from './same-topic-section.tsx';
import { useSameTopic } from './use-same-topic.ts';
import { useCardPopover } from '../window/card-popover.ts';

/** On a card: with which threads it may be about the same; why, and the answers, on demand. */
export function SameTopicBadge({ thread }: { readonly thread: ThreadId }) {
  const asked = useSameTopic(thread);
  const popover = useCardPopover('same topic');
  if (asked.length === 0) return null;
  const line = `same topic as ${asked.map(({ other }) => `#${String(other.number)}`).join(', ')}?`;
  return (
    <Popover.Root {...popover}>
      <Popover.Trigger
        className="relative z-10 -mx-1 flex items-center gap-1.5 rounded-tiny px-1 py-0.5 text-left text-sm text-needs-you hover:bg-hover"
        aria-label={line}
      >
        <Copy className="size-3 shrink-0" aria-hidden />
        <span className="min-w-0 flex-1 truncate">{line}</span>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="start"
          sideOffset={4}
          collisionPadding={8}
          aria-label="Why it may be about the same"
          className="appearing hairline z-30 flex max-h-96 w-80 flex-col gap-4 overflow-y-auto rounded-card bg-raised p-3 shadow-dialog"
        >
          {asked.map(({ question, other }) => (
            <SameTopic key={question.key} question={question} other={other} />
          ))}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
