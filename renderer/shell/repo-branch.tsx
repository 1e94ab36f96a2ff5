import { visible } from '../../core/views/text/visible.ts';
import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import type { ThreadId } from '../../core/ids.ts';
import type { Repo } from '../../core/model/repo.ts';
import { shortened } from '../../core/views/card.ts';
import { useRepoThreads, useStanding, useThread } from '../mirror/selectors.ts';
import { StateGlyph } from '../ui/state-mark.tsx';
import { openThread, useWindow } from '../window/window-state.ts';
import { RailItem } from './rail-item.tsx';

const shownAtOnce = 5;

/** A repo of the rail with the unfinished threads that touch it. */
export function RepoBranch({ repo }: { readonly repo: Repo }) {
  const threads = useRepoThreads(repo.id);
  const [open, setOpen] = useState(true);
  const [all, setAll] = useState(false);
  const shown = all ? threads : threads.slice(0, shownAtOnce);
  return (
    <li>
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="group flex h-7 w-full items-center gap-1 rounded-control px-2 text-left text-ink-2 hover:bg-hover hover:text-ink"
      >
        <ChevronRight
          className={`size-3.5 text-ink-3 transition-transform duration-150 ${open ? 'rotate-90' : ''}`}
          aria-hidden
        />
        <span className="min-w-0 flex-1 truncate font-medium">{repo.name}</span>
        {threads.length > 0 && <span className="text-sm text-ink-3">{threads.length}</span>}
      </button>
      {open && threads.length > 0 && (
        <ul className="flex flex-col gap-px pb-1">
          {shown.map((id) => (
            <li key={id}>
              <RailThread id={id} />
            </li>
          ))}
          {threads.length > shown.length && (
            <li>
              <button
                type="button"
                onClick={() => setAll(true)}
                className="h-6 pl-10 text-sm text-ink-3 hover:text-ink"
              >
                {threads.length - shown.length} more
              </button>
            </li>
          )}
        </ul>
      )}
    </li>
  );
}

function RailThread({ id }: { readonly id: ThreadId }) {
  const title = visible(useThread(id)?.title ?? '');
  const standing = useStanding(id);
  const current = useWindow(({ place }) => place.view === 'thread' && place.thread === id);
  if (!standing) return null;
  return (
    <RailItem indent current={current} title={`${title} (${standing.word})`} onClick={() => openThread(id)}>
      <StateGlyph word={standing.word} tone={standing.tone} />
      <span className="min-w-0 flex-1 truncate">{shortened(title, 60)}</span>
      <span className="sr-only">{standing.word}</span>
    </RailItem>
  );
}
