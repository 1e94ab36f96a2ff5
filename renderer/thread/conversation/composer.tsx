import { useState } from 'react';
import type { KeyboardEvent } from 'react';
import type { Thread } from '../../../core/model/thread.ts';
import { isAlive } from '../../../core/model/run.ts';
import { currentRun } from '../../../core/model/thread.ts';
import { legalActions } from '../../../core/views/legal.ts';
import { useHarness } from '../../mirror/harnesses.ts';
import { Button } from '../../ui/button.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { request, tell } from '../../window/request.ts';
import { dropDraft, keepDraft, useDrafts } from '../../window/drafts.ts';
import { DeliveryChoice, effectOf } from './delivery.tsx';
import type { Delivery } from './delivery.tsx';

/** What the person says to the agent. */
export function Composer({ thread }: { readonly thread: Thread }) {
  const id = thread.thread;
  const draft = `message ${id}`;
  const text = useDrafts(({ texts }) => texts[draft] ?? '');
  const steer = useHarness(thread.harness.id)?.steer;
  const [wanted, setWanted] = useState<Delivery>('steer');
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
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && legal.has('stop')) tell('threads.halt', { thread: id, halt: 'stopped' });
    const delivery = deliveryOf(event, chosen);
    if (!delivery || event.nativeEvent.isComposing) return;
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
      <div className="@container rounded-card border border-line-strong bg-card focus-within:border-accent">
        <textarea
          data-composer
          aria-label="Message"
          rows={2}
          placeholder={alive ? 'Message the agent' : 'Say what should change; the agent takes it up'}
          value={text}
          onChange={(event) => keepDraft(draft, event.target.value)}
          onKeyDown={onKeyDown}
          className="field-sizing-content block max-h-60 w-full resize-none bg-transparent px-3.5 pt-3 outline-none! select-text"
        />
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1 px-2 pb-2 text-sm text-ink-3">
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

/** Shift+Enter alone makes a new line. */
function deliveryOf(event: KeyboardEvent, chosen: Delivery): Delivery | undefined {
  if (event.key !== 'Enter') return undefined;
  if (event.altKey) return 'queue';
  if (event.ctrlKey || event.metaKey) return event.shiftKey ? 'replace' : 'queue';
  return event.shiftKey ? undefined : chosen;
}
