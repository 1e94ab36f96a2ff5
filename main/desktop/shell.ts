import { join } from 'node:path';
import { app, dialog } from 'electron';
import type { BrowserWindow } from 'electron';
import type { ChosenChords, MenuDeed } from '../../core/commands/app-commands.ts';
import type { Place } from '../../core/contract.ts';
import type { Router } from '../ipc/router-port.ts';
import type { DesktopCalls } from '../ipc/services.ts';
import { attach } from './attach.ts';
import { reviveWindow } from './crash.ts';
import type { CrashSurroundings } from './crash.ts';
import { deedsOn } from './deeds.ts';
import type { Deeds, ShownFactory } from './deeds.ts';
import { setMenu } from './menu.ts';
import { quitting, quitWords } from './quit.ts';
import type { Alive, QuitChoice } from './quit.ts';
import { answerCalls, pushTo, send } from './window/ipc-bridge.ts';
import { openLink } from './window/open-link.ts';
import { saveText } from './window/save-text.ts';
import { servePage } from './window/protocol.ts';
import { lockDown } from './window/security.ts';
import { openWindow, showWindow } from './window/window.ts';
import { boardWindows } from './window/windows.ts';
import type { Windows } from './window/windows.ts';

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
  let deeds: Deeds | undefined;
  const windows = boardWindows(() => open());
  const { current } = windows;
  const show = (place?: Place) => showWindow(current() ?? windows.add(), place);
  const leaving = quitting({
    alive: () => deeds?.alive() ?? { threads: 0, terminals: 0 },
    ask: (alive) => askToQuit(current(), alive),
    hide: () => windows.all().forEach((window) => window.hide()),
    stop: parts.stop,
    exit: (code) => app.exit(code),
    say: surroundings.log,
  });
  lockDown();
  servePage(files.page);
  let connected = (_router: Router): void => undefined;
  const router = new Promise<Router>((resolve) => (connected = resolve));
  answerCalls(router, windows.all);

  const open = (): BrowserWindow => {
    const opened = openWindow({ ...files, place: join(app.getPath('userData'), 'window.json') });
    pushTo(opened, router);
    reviveWindow(opened, surroundings);
    opened.on('close', (event) => {
      if (windows.all().length > 1) return;
      event.preventDefault();
      if (process.platform === 'darwin') opened.hide();
      else void leaving.request();
    });
    return opened;
  };
  windows.add();
  endOnRequest(leaving);
  const act = (deed: MenuDeed) => {
    const window = current() ?? windows.add();
    showWindow(window);
    send(window.webContents, { kind: 'menu', deed });
  };
  setMenu({}, act);
  app.on('activate', () => show());
  const calls = callsOf(windows, (link) => show(link === undefined ? undefined : deeds?.placeOf(link)));
  openDeepLinks((link) => void router.then(() => calls.show(link)));
  const connect = (factory: ShownFactory): void => {
    deeds = deedsOn(factory, (message) => surroundings.log(`teatree: ${message}`));
    const menu = (chosen: ChosenChords) => setMenu(chosen, act);
    attach(factory, { deeds, files, show, menu, quit: () => void leaving.request(), log: surroundings.log });
    connected(factory.router);
  };
  return { calls, connect, window: current, quitNow: leaving.now };
}

/** Macs hand a link to the running app; elsewhere it comes on the command line. Only an installed app asks for them. */
function openDeepLinks(show: (link: string) => void): void {
  if (app.isPackaged) app.setAsDefaultProtocolClient('teatree');
  app.on('open-url', (event, link) => {
    event.preventDefault();
    show(link);
  });
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

function callsOf({ current: window, add }: Windows, show: (link?: string) => void): DesktopCalls {
  return {
    show: async (link) => {
      show(link);
      return true;
    },
    newWindow: async () => {
      add();
      return true;
    },
    pickFolder: async () => {
      const parent = window();
      if (!parent) return undefined;
      const { filePaths } = await dialog.showOpenDialog(parent, { properties: ['openDirectory'] });
      return filePaths[0];
    },
    saveText: async (file) => saveText(window(), file),
    openLink: async (url) => openLink(window(), url),
  };
}

async function askToQuit(window: BrowserWindow | undefined, alive: Alive): Promise<QuitChoice> {
  const question = {
    type: 'question' as const,
    ...quitWords(alive),
    buttons: ['Work on in the background', 'Quit', 'Cancel'],
    defaultId: 0,
    cancelId: 2,
    noLink: true,
  };
  const { response } = await (window ? dialog.showMessageBox(window, question) : dialog.showMessageBox(question));
  return (['background', 'quit', 'cancel'] as const)[response] ?? 'cancel';
}
