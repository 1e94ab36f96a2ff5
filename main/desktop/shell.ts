import { join } from 'node:path';
import { app, dialog } from 'electron';
import type { BrowserWindow } from 'electron';
import type { Place } from '../../core/contract.ts';
import type { Router } from '../ipc/router-port.ts';
import type { DesktopCalls } from '../ipc/services.ts';
import { attach } from './attach.ts';
import { reviveWindow } from './crash.ts';
import type { CrashSurroundings } from './crash.ts';
import { deedsOn } from './deeds.ts';
import type { Deeds, ShownFactory } from './deeds.ts';
import { setMenu } from './menu.ts';
import { quitting } from './quit.ts';
import type { QuitChoice } from './quit.ts';
import { answerCalls, pushTo } from './window/ipc-bridge.ts';
import { openLink } from './window/open-link.ts';
import { servePage } from './window/protocol.ts';
import { lockDown } from './window/security.ts';
import { openWindow, showWindow } from './window/window.ts';

/** The built page, the preload script, and the folder of pictures. */
export type ShellFiles = { readonly page: string; readonly preload: string; readonly assets: string };

export type ShellParts = {
  readonly files: ShellFiles;
  readonly surroundings: CrashSurroundings;
  /** Ends the factory and gives up the data folder. */
  readonly stop: () => Promise<void>;
};

export type Shell = {
  /** What the factory's handlers ask of the desktop. */
  readonly calls: DesktopCalls;
  /** Connects window, tray and notifications to the composed factory; once. */
  readonly connect: (factory: ShownFactory) => void;
  readonly window: () => BrowserWindow | undefined;
  /** Stops everything in order and ends the process, without a question. */
  readonly quitNow: (code: number) => Promise<void>;
};

/** Opens the window at once; its calls wait until the factory is connected. Call when the app is ready. */
export function openShell(parts: ShellParts): Shell {
  const { files, surroundings } = parts;
  let window: BrowserWindow | undefined;
  let deeds: Deeds | undefined;
  const current = () => (window && !window.isDestroyed() ? window : undefined);
  const show = (place?: Place) => showWindow(current() ?? open(), place);
  const leaving = quitting({
    alive: () => deeds?.alive() ?? 0,
    ask: (alive) => askToQuit(current(), alive),
    hide: () => current()?.hide(),
    stop: parts.stop,
    exit: (code) => app.exit(code),
    say: surroundings.log,
  });
  lockDown();
  servePage(files.page);
  let connected = (_router: Router): void => undefined;
  const router = new Promise<Router>((resolve) => (connected = resolve));
  answerCalls(router, current);

  const open = (): BrowserWindow => {
    const opened = openWindow({ ...files, place: join(app.getPath('userData'), 'window.json') });
    pushTo(opened, router);
    reviveWindow(opened, surroundings);
    opened.on('close', (event) => {
      event.preventDefault();
      if (process.platform === 'darwin') opened.hide();
      else void leaving.request();
    });
    return (window = opened);
  };
  open();
  endOnRequest(leaving);
  setMenu(show);
  app.on('activate', () => show());
  const connect = (factory: ShownFactory): void => {
    deeds = deedsOn(factory, (message) => surroundings.log(`teatree: ${message}`));
    attach(factory, { deeds, files, show, quit: () => void leaving.request(), log: surroundings.log });
    connected(factory.router);
  };
  return { calls: callsOf(current, show), connect, window: current, quitNow: leaving.now };
}

/** `app.exit` ends the app when everything has stopped, so no other way out is let through. */
function endOnRequest({ request, now }: ReturnType<typeof quitting>): void {
  app.on('before-quit', (event) => {
    event.preventDefault();
    void request();
  });
  // Who sends a signal has decided already.
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void now());
}

function callsOf(window: () => BrowserWindow | undefined, show: () => void): DesktopCalls {
  return {
    show: async () => {
      show();
      return true;
    },
    pickFolder: async () => {
      const parent = window();
      if (!parent) return undefined;
      const { filePaths } = await dialog.showOpenDialog(parent, { properties: ['openDirectory'] });
      return filePaths[0];
    },
    openLink: async (url) => openLink(window(), url),
  };
}

async function askToQuit(window: BrowserWindow | undefined, alive: number): Promise<QuitChoice> {
  const question = {
    type: 'question' as const,
    message: alive === 1 ? 'One thread is still at work' : `${String(alive)} threads are still at work`,
    detail: 'When you quit, their runs end; they go on from where they were at the next start. Nothing is lost.',
    buttons: ['Work on in the background', 'Quit', 'Cancel'],
    defaultId: 0,
    cancelId: 2,
    noLink: true,
  };
  const { response } = await (window ? dialog.showMessageBox(window, question) : dialog.showMessageBox(question));
  return (['background', 'quit', 'cancel'] as const)[response] ?? 'cancel';
}
