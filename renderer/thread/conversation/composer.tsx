import type { KeyboardEvent } from 'react';
import type { Thread } from '../../../core/model/thread.ts';
import { isAlive } from '../../../core/model/run.ts';
import { currentRun } from '../../../core/model/thread.ts';
import { legalActions } from '../../../core/views/legal.ts';
import { Button } from '../../ui/button.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { request, tell } from '../../window/request.ts';
import { keepDraft, useWindow } from '../../window/window-state.ts';

/** What the person says to the agent. A draft stays with its thread. */
export function Composer({ thread }: { readonly thread: Thread }) {
  const id = thread.thread;
  const text = useWindow((state) => state.drafts[id] ?? '');
  const legal = legalActions(thread);
  if (!legal.has('message')) return null;
  const send = async () => {
    if (text.trim() === '') return;
    const sent = await request('threads.message', { thread: id, text });
    if (sent.ok) keepDraft(id, '');
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && legal.has('stop')) tell('threads.halt', { thread: id, halt: 'stopped' });
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void send();
  };
  return (
    <form
      className="mx-auto w-full max-w-205 px-5 pt-2 pb-4"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <div className="rounded-card border border-line-strong bg-card focus-within:border-accent">
        <textarea
          data-composer
          aria-label="Message"
          rows={2}
          placeholder={
            isAlive(currentRun(thread)) ? 'Message the agent' : 'Say what should change; the agent takes it up'
          }
          value={text}
          onChange={(event) => keepDraft(id, event.target.value)}
          onKeyDown={onKeyDown}
          className="field-sizing-content block max-h-60 w-full resize-none bg-transparent px-3.5 pt-3 outline-none! select-text"
        />
        <div className="flex items-center gap-3 px-2 pb-2 text-sm text-ink-3">
          <span className="flex-1 pl-1.5">
            {legal.has('stop') && (
              <>
                <Kbd chord="Escape" /> stops the turn
              </>
            )}
          </span>
          <Button type="submit" small look={text.trim() === '' ? 'quiet' : 'primary'} disabled={text.trim() === ''}>
            Send <Kbd chord="Enter" />
          </Button>
        </div>
      </div>
    </form>
  );
}
