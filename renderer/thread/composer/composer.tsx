import { Paperclip } from 'lucide-react';
import { useRef, useState } from 'react';
import type { ClipboardEvent, DragEvent, KeyboardEvent } from 'react';
import type { Thread } from '../../../core/model/thread.ts';
import { isAlive } from '../../../core/model/run.ts';
import { currentRun } from '../../../core/model/thread.ts';
import { legalActions } from '../../../core/views/legal.ts';
import { useHarness } from '../../mirror/harnesses.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { request, tell } from '../../window/request.ts';
import { dropDraft, keepDraft, useDrafts } from '../../window/drafts.ts';
import { attach } from './attach.ts';
import { DeliveryChoice, deliveryOf, effectOf } from './delivery.tsx';
import type { Delivery } from './delivery.tsx';
import { MentionList, mentionList, mentionOption } from './mention-list.tsx';
import { useMention } from './use-mention.ts';

/** What the person says to the agent. */
export function Composer({ thread }: { readonly thread: Thread }) {
  const id = thread.thread;
  const draft = `message ${id}`;
  const text = useDrafts(({ texts }) => texts[draft] ?? '');
  const steer = useHarness(thread.harness.id)?.steer;
  const [wanted, setWanted] = useState<Delivery>('steer');
  const field = useRef<HTMLTextAreaElement>(null);
  const write = (written: string, caret: number) => {
    keepDraft(draft, written);
    requestAnimationFrame(() => field.current?.setSelectionRange(caret, caret));
  };
  const mention = useMention({ thread: id, text, write });
  const legal = legalActions(thread);
  if (!legal.has('message')) return null;
  const alive = isAlive(currentRun(thread)) && !thread.halt;
  const chosen = wanted === 'steer' && steer === 'next-turn' ? 'queue' : wanted;
  const send = async (delivery: Delivery) => {
    if (text.trim() === '') return;
    const sent = await request('threads.message', { thread: id, text, ...(alive && { delivery }) });
    if (!sent.ok) return;
    dropDraft(draft);
    setWanted('steer');
  };
  const add = async (files: readonly File[]) => {
    const lines = await attach(id, files);
    // The person may have typed meanwhile.
    const before = useDrafts.getState().texts[draft] ?? '';
    if (lines !== '') keepDraft(draft, before === '' || before.endsWith('\n') ? before + lines : `${before}\n${lines}`);
  };
  const take = (event: ClipboardEvent | DragEvent, files: FileList) => {
    if (files.length === 0) return;
    event.preventDefault();
    void add([...files]);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (mention.onKey(event)) return event.preventDefault();
    if (event.key === 'Escape' && legal.has('stop')) tell('threads.halt', { thread: id, halt: 'stopped' });
    const delivery = deliveryOf(event, chosen);
    if (!delivery) return;
    event.preventDefault();
    void send(delivery);
  };
  return (
    <form
      className="mx-auto w-full max-w-205 px-5 pt-2 pb-4"
      onSubmit={(event) => {
        event.preventDefault();
        void send(chosen);
      }}
    >
      <div
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => take(event, event.dataTransfer.files)}
        className="@container relative rounded-card border border-line-strong bg-card focus-within:border-accent"
      >
        <MentionList mention={mention} />
        <textarea
          ref={field}
          data-composer
          aria-label="Message"
          {...(mention.files.length > 0 && {
            'aria-controls': mentionList,
            'aria-activedescendant': mentionOption(mention.chosen),
          })}
          rows={2}
          placeholder={`${alive ? 'Message the agent' : 'Say what should change; the agent takes it up'}; @ names a file`}
          value={text}
          onChange={(event) => keepDraft(draft, event.target.value)}
          onSelect={(event) => mention.moved(event.currentTarget.selectionStart)}
          onPaste={(event) => take(event, event.clipboardData.files)}
          onKeyDown={onKeyDown}
          className="field-sizing-content block max-h-60 w-full resize-none bg-transparent px-3.5 pt-3 outline-none! select-text"
        />
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1 px-2 pb-2 text-sm text-ink-3">
          <AttachButton onFiles={add} />
          {alive && <DeliveryChoice chosen={chosen} steer={steer} onChoose={setWanted} />}
          <span className="min-w-0 flex-1 truncate pl-1.5">{alive && effectOf(chosen, steer)}</span>
          {legal.has('stop') && (
            <span className="whitespace-nowrap @max-xl:hidden">
              <Kbd chord="Escape" /> stops the turn
            </span>
          )}
          <Button type="submit" small look={text.trim() === '' ? 'quiet' : 'primary'} disabled={text.trim() === ''}>
            Send <Kbd chord="Enter" />
          </Button>
        </div>
      </div>
    </form>
  );
}

/** Whether a program can look at a picture it has never said, so the button says what is true of all. */
function AttachButton({ onFiles }: { readonly onFiles: (files: readonly File[]) => Promise<void> }) {
  const picker = useRef<HTMLInputElement>(null);
  const what =
    'Attach a file: the agent is given the path of a copy; whether it can see a picture is up to its program';
  return (
    <>
      <IconButton small label={what} onClick={() => picker.current?.click()}>
        <Paperclip className="size-3.5" />
      </IconButton>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        aria-label="Files to attach"
        onChange={(event) => {
          void onFiles([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
    </>
  );
}
