import type { AppCommandId } from '../../core/commands/app-commands.ts';
import type { Thread } from '../../core/model/thread.ts';
import type { Settings } from '../../core/settings.ts';
import { useMirror } from '../mirror/mirror.ts';
import { tell } from '../window/request.ts';
import { go, openDialog } from '../window/window-state.ts';
import { pauseAll, resumeAll } from './halting.ts';
import { newThread, toggleContext, toggleRail } from './window-actions.ts';

/** What each command does; keys, menus and palette all come here. */
export const appActions: Readonly<Record<AppCommandId, () => void>> = {
  'new-thread': newThread,
  signal: () => openDialog({ kind: 'signal' }),
  'new-window': () => tell('app.newWindow', {}),
  palette: () => openDialog({ kind: 'palette' }),
  search: () => openDialog({ kind: 'search' }),
  shortcuts: () => openDialog({ kind: 'shortcuts' }),
  board: () => go({ view: 'board' }),
  inbox: () => go({ view: 'inbox' }),
  gate: () => go({ view: 'gate' }),
  repos: () => go({ view: 'repos' }),
  orchestrator: () => go({ view: 'orchestrator' }),
  insights: () => go({ view: 'insights' }),
  evals: () => go({ view: 'evals' }),
  skills: () => go({ view: 'skills' }),
  lessons: () => go({ view: 'lessons' }),
  doctor: () => go({ view: 'doctor' }),
  settings: () => go({ view: 'settings' }),
  welcome: () => go({ view: 'welcome' }),
  rail: toggleRail,
  context: toggleContext,
  'theme-dark': () => choose({ theme: 'dark' }),
  'theme-light': () => choose({ theme: 'light' }),
  'theme-system': () => choose({ theme: 'system' }),
  'pause-all': () => pauseAll(threads()),
  'resume-all': () => resumeAll(threads()),
  'pause-gate': () => openDialog({ kind: 'pause-gate', target: { kind: 'everything' } }),
};

function threads(): readonly Thread[] {
  return [...useMirror.getState().factory.threads.values()];
}

function choose(patch: Partial<Settings>): void {
  tell('settings.update', { patch });
}
