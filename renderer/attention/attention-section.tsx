import { Pin, PinOff } from 'lucide-react';
import { useShallow } from 'zustand/react/shallow';
import { Priority, Size, untriaged } from '../../core/model/attention/triage.ts';
import { isUnfinished } from '../../core/model/thread.ts';
import type { Thread } from '../../core/model/thread.ts';
import { linksOf } from '../../core/views/attention/links.ts';
import type { LinkRow } from '../../core/views/attention/links.ts';
import { visible } from '../../core/views/text/visible.ts';
import { useMirror } from '../mirror/mirror.ts';
import { Button } from '../ui/button.tsx';
import { Select } from '../ui/field.tsx';
import { Section } from '../ui/section.tsx';
import { tell } from '../window/request.ts';
import { openThread } from '../window/window-state.ts';
import { Terms } from './why-here.tsx';
import { useRanked } from './use-place.ts';

/** How much a thread weighs, why it stands where it stands, and what it is to others. */
export function AttentionSection({ thread }: { readonly thread: Thread }) {
  const at = useRanked(thread.thread);
  const pinned = thread.triage?.pinned !== undefined;
  return (
    <>
      {isUnfinished(thread) && at && (
        <Section
          title="Why here"
          aside={
            <Button
              small
              look="quiet"
              onClick={() => tell('threads.triage', { thread: thread.thread, pinned: !pinned })}
            >
              {pinned ? <PinOff className="size-3" aria-hidden /> : <Pin className="size-3" aria-hidden />}
              {pinned ? 'Unpin' : 'Pin to the front'}
            </Button>
          }
        >
          <Weight thread={thread} />
          <Terms ranked={at.ranked} now={at.now} />
        </Section>
      )}
      <Links thread={thread} />
    </>
  );
}

function Weight({ thread: { thread, triage = untriaged } }: { readonly thread: Thread }) {
  return (
    <div className="grid grid-cols-2 gap-2">
      <Select
        aria-label="Priority"
        value={triage.priority}
        onChange={(event) => tell('threads.triage', { thread, priority: Priority.parse(event.target.value) })}
      >
        {Priority.options.map((priority) => (
          <option key={priority}>{priority}</option>
        ))}
      </Select>
      <Select
        aria-label="Size"
        value={triage.size}
        onChange={(event) => tell('threads.triage', { thread, size: Size.parse(Number(event.target.value)) })}
      >
        {[...Size.values].map((size) => (
          <option key={size} value={size}>
            size {size}
          </option>
        ))}
      </Select>
    </div>
  );
}

function Links({ thread }: { readonly thread: Thread }) {
  const texts = useMirror(useShallow((mirror) => linksOf(thread, mirror.factory.threads).map(keyOf)));
  const rows = linksOf(thread, useMirror.getState().factory.threads);
  if (texts.length === 0) return null;
  return (
    <Section title="Links">
      <ul className="flex flex-col gap-1 text-sm text-ink-2">
        {rows.map((row) => (
          <li key={keyOf(row)} title={row.evidence}>
            {row.words}{' '}
            <button
              type="button"
              className="untrusted text-left underline decoration-dotted underline-offset-2 hover:text-ink"
              onClick={() => openThread(row.other.thread)}
            >
              #{row.other.number} {visible(row.other.title)}
            </button>
            {row.holds && <span className="text-needs-you"> · holds this one back</span>}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function keyOf({ words, other, holds }: LinkRow): string {
  return `${words} ${other.thread} ${String(holds)}`;
}
