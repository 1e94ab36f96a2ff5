import { toast } from 'sonner';
import { appCommands, chordFor, threadCommands } from '../../core/commands/app-commands.ts';
import type { MenuDeed, ThreadCommand } from '../../core/commands/app-commands.ts';
import { headsOf } from '../../core/model/change-set.ts';
import type { Thread } from '../../core/model/thread.ts';
import { legalActions } from '../../core/views/legal.ts';
import { boardCommands } from '../board/board-commands.ts';
import { useMirror } from '../mirror/mirror.ts';
import { saveCheckpoint } from '../thread/facts/save-checkpoint.ts';
import { tell } from '../window/request.ts';
import { openDialog, openThread, useWindow } from '../window/window-state.ts';
import { appActions } from './app-actions.ts';

export type AppCommand = { readonly title: string; readonly chord?: string | undefined; readonly run: () => void };

/** Everything that can be done from here, the thread on screen first. */
export function commands(): readonly AppCommand[] {
  const { shortcuts } = useMirror.getState().settings;
  return [
    ...ofThread(),
    ...appCommands.map(({ id, title }) => ({ title, chord: chordFor(id, shortcuts), run: appActions[id] })),
    ...boardCommands(),
  ];
}

/** The thread that is open or peeked at. */
function threadOnScreen(): Thread | undefined {
  const { place, peeked } = useWindow.getState();
  const id = place.view === 'thread' ? place.thread : peeked;
  return id && useMirror.getState().factory.threads.get(id);
}

function ofThread(): readonly AppCommand[] {
  const thread = threadOnScreen();
  if (!thread) return [];
  const { shortcuts } = useMirror.getState().settings;
  const legal = legalActions(thread);
  const of = `#${String(thread.number)}`;
  return [
    ...threadCommands
      .filter(({ action }) => legal.has(action))
      .map(({ action, title }) => ({
        title: `${title}: ${of}`,
        chord: chordFor(action, shortcuts),
        run: () => doWith(thread, action),
      })),
    ...(thread.workspace.kind === 'ready'
      ? [{ title: `Save a checkpoint of ${of}`, run: () => void saveCheckpoint(thread) }]
      : []),
    { title: `Link ${of} to another thread`, run: () => openDialog({ kind: 'link', thread: thread.thread }) },
    ...tabsOf(thread),
  ];
}

/** What the native menu asks for. It cannot know what the thread on screen allows, so that is said here. */
export function doFromMenu(deed: MenuDeed): void {
  if (deed.on === 'app') return appActions[deed.id]();
  const thread = threadOnScreen();
  if (!thread) toast.info('No thread is open', { description: 'Open one, or peek at its card, and choose again' });
  else if (legalActions(thread).has(deed.action)) doWith(thread, deed.action);
  else toast.info(`#${String(thread.number)} is not at a point where this can be done`);
}

/** Asks first where something would be lost. */
function doWith({ thread, changes }: Thread, action: ThreadCommand): void {
  switch (action) {
    case 'approve':
      return tell('threads.approve', { thread, heads: [...headsOf(changes)] });
    case 'resume':
      return tell('threads.resume', { thread });
    case 'pause':
      return tell('threads.halt', { thread, halt: 'paused' });
    case 'stop':
      return tell('threads.halt', { thread, halt: 'stopped' });
    case 'check':
      return tell('threads.check', { thread });
    default:
      openDialog({ kind: action, thread });
  }
}

function tabsOf({ thread, number }: Thread): readonly AppCommand[] {
  const tabs = ['conversation', 'changes', 'checks', 'terminal', 'facts', 'brief'] as const;
  return tabs.map((tab) => ({ title: `Show the ${tab} of #${String(number)}`, run: () => openThread(thread, tab) }));
}
