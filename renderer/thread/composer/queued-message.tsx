import { ChevronDown, ChevronUp, Pencil, X } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import type { InstructionId, ThreadId } from '../../../core/ids.ts';
import type { PendingInstruction } from '../../../core/model/thread.ts';
import { visible } from '../../../core/views/text/visible.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { dropDraft, keepDraft, useDrafts } from '../../window/drafts.ts';
import { request, tell } from '../../window/request.ts';

type QueuedMessageProps = {
  readonly thread: ThreadId;
  readonly message: PendingInstruction;
  readonly waits: string;
  /** Which one to stand before so as to go up. */
  readonly above: InstructionId | undefined;
  readonly below: { readonly before: InstructionId | undefined } | undefined;
};

export function QueuedMessage({ thread, message: { id, text }, waits, above, below }: QueuedMessageProps) {
  const draft = `queued ${id}`;
  const edited = useDrafts(({ texts }) => texts[draft]);
  const message = { thread, message: id };
  const move = async (before: InstructionId | undefined, key: string) => {
    const moved = await request('messages.move', { ...message, ...(before && { before }) });
    // The row moves in the page, which takes the focus from it.
    if (moved.ok) requestAnimationFrame(() => focusIn(id, key));
  };
  if (edited !== undefined) return <EditQueued id={id} thread={thread} text={edited} draft={draft} />;
  return (
    <li data-queued={id} className="flex items-center gap-1 border-b border-dashed px-3 py-1 last:border-b-0">
      <span className="untrusted min-w-0 flex-1 truncate whitespace-nowrap!" title={visible(text)}>
        {visible(text)}
      </span>
      <span className="px-2 text-sm whitespace-nowrap text-ink-3">{waits}</span>
      <IconButton small data-move="up" label="Say it earlier" disabled={!above} onClick={() => void move(above, 'up')}>
        <ChevronUp className="size-3.5" />
      </IconButton>
      <IconButton
        small
        data-move="down"
        label="Say it later"
        disabled={!below}
        onClick={() => void move(below?.before, 'down')}
      >
        <ChevronDown className="size-3.5" />
      </IconButton>
      <IconButton small label="Change this message" onClick={() => keepDraft(draft, text)}>
        <Pencil className="size-3.5" />
      </IconButton>
      <IconButton small label="Take this message back" onClick={() => tell('messages.withdraw', message)}>
        <X className="size-3.5" />
      </IconButton>
    </li>
  );
}

/** The same button, or its neighbour where the row cannot go further. */
function focusIn(id: InstructionId, key: string): void {
  const row = document.querySelector(`[data-queued="${id}"]`);
  const same = row?.querySelector<HTMLElement>(`[data-move="${key}"]:not(:disabled)`);
  (same ?? row?.querySelector<HTMLElement>('button:not(:disabled)'))?.focus();
}

type EditQueuedProps = {
  readonly id: InstructionId;
  readonly thread: ThreadId;
  readonly text: string;
  readonly draft: string;
};

function EditQueued({ id, thread, text, draft }: EditQueuedProps) {
  const leave = () => {
    dropDraft(draft);
    requestAnimationFrame(() => focusIn(id, ''));
  };
  const save = async () => {
    if (text.trim() === '') return;
    const saved = await request('messages.edit', { thread, message: id, text });
    if (saved.ok || saved.error.code === 'message-not-waiting') leave();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.shiftKey) return;
    if (event.key === 'Escape') leave();
    else if (event.key === 'Enter') void save();
    else return;
    event.preventDefault();
  };
  return (
    <li data-queued={id} className="flex items-end gap-2 border-b border-dashed px-3 py-2 last:border-b-0">
      <textarea
        autoFocus
        aria-label="Change the message"
        value={text}
        rows={1}
        onChange={(event) => keepDraft(draft, event.target.value)}
        onKeyDown={onKeyDown}
        className="field-sizing-content hairline max-h-40 min-w-0 flex-1 resize-none rounded-control bg-card px-2 py-1 select-text"
      />
      <Button small look="quiet" onClick={leave}>
        Cancel
      </Button>
      <Button small onClick={() => void save()}>
        Save
      </Button>
    </li>
  );
}
