import { X } from 'lucide-react';
import type { ThreadId } from '../../core/ids.ts';
import { openAsks } from '../../core/model/thread.ts';
import { visible } from '../../core/views/text/visible.ts';
import { useThread, useStanding } from '../mirror/selectors.ts';
import { ThreadSections } from '../thread/thread-sections.tsx';
import { AskCard } from '../inbox/ask-card.tsx';
import { Button, IconButton } from '../ui/button.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { StateMark } from '../ui/state-mark.tsx';
import { openThread, peek } from '../window/window-state.ts';

/** A thread at a glance, without leaving the board. */
export function PeekPanel({ id }: { readonly id: ThreadId }) {
  const thread = useThread(id);
  const standing = useStanding(id);
  if (!thread || !standing) return null;
  return (
    <div className="flex flex-col gap-5 p-4" aria-label={`Peek at ${visible(thread.title)}`}>
      <header className="flex flex-col gap-1.5">
        <div className="flex items-center justify-between text-sm text-ink-3">
          <span>#{thread.number}</span>
          <IconButton label="Close the peek" small onClick={() => peek(undefined)}>
            <X className="size-3.5" />
          </IconButton>
        </div>
        <h2 className="text-lg leading-6 font-medium text-pretty">{visible(thread.title)}</h2>
        <StateMark word={standing.word} tone={standing.tone} className="text-sm" />
        <p className="untrusted text-sm text-ink-2">{visible(standing.reason)}</p>
        <Button className="mt-2" onClick={() => openThread(id)}>
          Open <Kbd chord="Enter" />
        </Button>
      </header>
      {openAsks(thread).map((ask) => (
        <AskCard key={ask.id} asks={[ask]} compact />
      ))}
      <ThreadSections thread={thread} goal />
    </div>
  );
}
