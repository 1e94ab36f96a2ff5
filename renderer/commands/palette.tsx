import { Command, defaultFilter } from 'cmdk';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Thread } from '../../core/model/thread.ts';
import { threadsLike } from '../../core/views/shown/threads-like.ts';
import { visible } from '../../core/views/text/visible.ts';
import { useMirror } from '../mirror/mirror.ts';
import { standingIn, useStanding, useThreads } from '../mirror/selectors.ts';
import { RepoChips } from '../ui/chip.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { StateGlyph } from '../ui/state-mark.tsx';
import { closeDialog, openThread } from '../window/window-state.ts';
import { CommandDialog } from './command-dialog.tsx';
import { commands } from './commands.ts';

/** So many threads are drawn, however many there are; the others are found by typing. */
const shownAtOnce = 50;

/** Reaches every command and every thread. */
export function Palette() {
  const [sought, setSought] = useState('');
  const threads = threadsLike(useThreads(), sought, { most: shownAtOnce, wordOf });
  return (
    <CommandDialog
      title="Command palette"
      place="top-[14vh] max-w-150"
      inner="max-h-[60vh]"
      filter={scoreOf}
      input={{ value: sought, onValueChange: setSought, placeholder: 'Go to a thread or run a command' }}
    >
      <Command.List className="min-h-0 overflow-y-auto p-2">
        <Command.Empty className="px-2 py-6 text-center text-ink-3">Nothing of that name.</Command.Empty>
        <Group heading="Commands">
          {commands().map(({ title, chord, run }) => (
            <Item key={title} value={title} onSelect={run}>
              <span className="flex-1">{title}</span>
              {chord !== undefined && <Kbd chord={chord} />}
            </Item>
          ))}
        </Group>
        <Group heading="Threads">
          {threads.map((thread) => (
            <ThreadItem key={thread.thread} thread={thread} />
          ))}
        </Group>
      </Command.List>
    </CommandDialog>
  );
}

/** A number leads to its thread, and never to what could be done with it. Threads are chosen before they come here. */
function scoreOf(value: string, search: string, keywords?: string[]): number {
  const score = defaultFilter(value, search, keywords);
  if (value.startsWith('#')) return Math.max(score, leastScore);
  return search.startsWith('#') ? 0 : score;
}

const leastScore = 0.001;

function wordOf({ thread }: Thread): string {
  return standingIn(useMirror.getState(), thread)?.word ?? '';
}

function ThreadItem({ thread }: { readonly thread: Thread }) {
  const standing = useStanding(thread.thread);
  return (
    <Item
      value={`#${String(thread.number)} ${thread.title} ${standing?.word ?? ''}`}
      onSelect={() => openThread(thread.thread)}
    >
      {standing && <StateGlyph word={standing.word} tone={standing.tone} />}
      <span className="text-ink-3 group-data-[selected=true]:text-ink-2">#{thread.number}</span>
      <span className="min-w-0 flex-1 truncate">{visible(thread.title)}</span>
      <RepoChips ids={thread.repos} limit={2} />
    </Item>
  );
}

function Group({ heading, children }: { readonly heading: string; readonly children: ReactNode }) {
  return (
    <Command.Group
      heading={heading}
      className="pb-1 [&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:py-1 [&_[cmdk-group-heading]]:text-sm [&_[cmdk-group-heading]]:text-ink-3"
    >
      {children}
    </Command.Group>
  );
}

type ItemProps = { readonly value: string; readonly onSelect: () => void; readonly children: ReactNode };

function Item({ value, onSelect, children }: ItemProps) {
  const choose = () => {
    closeDialog();
    onSelect();
  };
  return (
    <Command.Item
      value={value}
      onSelect={choose}
      className="group flex h-9 items-center gap-2.5 rounded-control px-2 text-ink-2 data-[selected=true]:bg-selected data-[selected=true]:text-ink"
    >
      {children}
    </Command.Item>
  );
}
