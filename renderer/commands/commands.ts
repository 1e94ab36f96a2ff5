import { headsOf } from '../../core/model/change-set.ts';
import type { Thread } from '../../core/model/thread.ts';
import type { Settings } from '../../core/settings.ts';
import { legalActions } from '../../core/views/legal.ts';
import type { ThreadAction } from '../../core/views/legal.ts';
import { useMirror } from '../mirror/mirror.ts';
import { tell } from '../window/request.ts';
import { go, openDialog, openThread, useWindow } from '../window/window-state.ts';
import { newThread, toggleContext, toggleRail } from './use-app-keys.ts';

export type AppCommand = { readonly title: string; readonly chord?: string; readonly run: () => void };

/** Everything that can be done from here, the thread on screen first. */
export function commands(): readonly AppCommand[] {
  return [...threadCommands(), ...appCommands];
}

const appCommands: readonly AppCommand[] = [
  { title: 'New thread', chord: 'Mod+N', run: newThread },
  { title: 'Go to the board', chord: 'Mod+1', run: () => go({ view: 'board' }) },
  { title: 'Go to the inbox', chord: 'Mod+2', run: () => go({ view: 'inbox' }) },
  { title: 'Go to the gate', chord: 'Mod+3', run: () => go({ view: 'gate' }) },
  { title: 'Go to the repos', chord: 'Mod+4', run: () => go({ view: 'repos' }) },
  { title: 'Go to the orchestrator', chord: 'Mod+5', run: () => go({ view: 'orchestrator' }) },
  { title: 'Go to the lessons', run: () => go({ view: 'lessons' }) },
  { title: 'Go to the doctor', run: () => go({ view: 'doctor' }) },
  { title: 'Go to the settings', chord: 'Mod+,', run: () => go({ view: 'settings' }) },
  {
    title: 'Pause the whole gate…',
    run: () => openDialog({ kind: 'pause-gate', target: { kind: 'everything' } }),
  },
  { title: 'Show or hide the rail', chord: 'Mod+B', run: toggleRail },
  { title: 'Show or hide the context panel', chord: 'Mod+.', run: toggleContext },
  { title: 'List the shortcuts', chord: 'Mod+/', run: () => openDialog({ kind: 'shortcuts' }) },
  { title: 'Use the dark theme', run: () => chooseTheme('dark') },
  { title: 'Use the light theme', run: () => chooseTheme('light') },
  { title: 'Follow the system theme', run: () => chooseTheme('system') },
];

function chooseTheme(theme: Settings['theme']): void {
  tell('settings.update', { patch: { theme } });
}

/** Of the thread that is open or peeked at. */
function threadCommands(): readonly AppCommand[] {
  const { place, peeked } = useWindow.getState();
  const id = place.view === 'thread' ? place.thread : peeked;
  const thread = id && useMirror.getState().factory.threads.get(id);
  if (!thread) return [];
  const legal = legalActions(thread);
  return [
    ...actionsOf(thread)
      .filter(([action]) => legal.has(action))
      .map(([, command]) => command),
    {
      title: `Link #${String(thread.number)} to another thread`,
      run: () => openDialog({ kind: 'link', thread: id }),
    },
    ...tabsOf(thread),
  ];
}

function actionsOf({ thread, changes, number }: Thread): readonly (readonly [ThreadAction, AppCommand])[] {
  const of = `#${String(number)}`;
  return [
    ['land', { title: `Land ${of}`, run: () => openDialog({ kind: 'land', thread }) }],
    [
      'approve',
      {
        title: `Approve the commits of ${of}`,
        run: () => tell('threads.approve', { thread, heads: [...headsOf(changes)] }),
      },
    ],
    ['resume', { title: `Resume ${of}`, run: () => tell('threads.resume', { thread }) }],
    ['pause', { title: `Pause ${of}`, run: () => tell('threads.halt', { thread, halt: 'paused' }) }],
    ['stop', { title: `Stop the turn of ${of}`, run: () => tell('threads.halt', { thread, halt: 'stopped' }) }],
    ['check', { title: `Run the checks of ${of} again`, run: () => tell('threads.check', { thread }) }],
    ['review', { title: `Ask for a review of ${of}`, run: () => openDialog({ kind: 'review', thread }) }],
    ['take-over', { title: `Take over ${of} in a terminal`, run: () => openDialog({ kind: 'take-over', thread }) }],
    ['switch', { title: `Give ${of} to another agent`, run: () => openDialog({ kind: 'switch', thread }) }],
    ['kill', { title: `Kill the run of ${of}`, run: () => openDialog({ kind: 'kill', thread }) }],
    ['drop', { title: `Drop ${of}`, run: () => openDialog({ kind: 'drop', thread }) }],
  ];
}

function tabsOf({ thread, number }: Thread): readonly AppCommand[] {
  const tabs = ['conversation', 'changes', 'checks', 'facts', 'brief'] as const;
  return tabs.map((tab) => ({ title: `Show the ${tab} of #${String(number)}`, run: () => openThread(thread, tab) }));
}
