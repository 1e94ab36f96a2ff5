import { join } from 'node:path';
import { BrowserWindow, nativeTheme, screen } from 'electron';
import type { Place } from '../../../core/contract.ts';
import { send } from './ipc-bridge.ts';
import { START_PAGE } from './protocol.ts';
import { SMALLEST, fitPlace, keepPlace, readPlace } from './window-place.ts';

/** Painted until the page is; the same values as the page's own background. */
const BACKGROUND = { dark: '#101113', light: '#fbfbfa' };

/** The preload script, the folder of pictures, and where the window's place is remembered. */
export type WindowFiles = { readonly preload: string; readonly assets: string; readonly place: string };

/** Opens the board's window. It is shown when its first frame is painted. */
export function openWindow(files: WindowFiles): BrowserWindow {
  const last = readPlace(files.place);
  const areas = screen.getAllDisplays().map((display) => display.workArea);
  const window = new BrowserWindow({
    ...fitPlace(last, areas),
    minWidth: SMALLEST.width,
    minHeight: SMALLEST.height,
    title: 'Teatree',
    icon: join(files.assets, 'icon.png'),
    show: false,
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
    webPreferences: {
      preload: files.preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      nodeIntegrationInWorker: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      // Its dictionaries would be downloaded.
      spellcheck: false,
    },
  });
  if (last?.maximised) window.maximize();
  window.once('ready-to-show', () => window.show());
  rememberPlace(window, files.place);
  void window.loadURL(START_PAGE);
  return window;
}

/** Brings the window to the front, at a place if one is named. */
export function showWindow(window: BrowserWindow, place?: Place): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
  if (!place) return;
  const contents = window.webContents;
  if (contents.isLoading()) contents.once('did-finish-load', () => send(contents, { kind: 'navigate', to: place }));
  else send(contents, { kind: 'navigate', to: place });
}

function rememberPlace(window: BrowserWindow, file: string): void {
  let timer: NodeJS.Timeout | undefined;
  const keep = () => {
    clearTimeout(timer);
    if (!window.isDestroyed()) keepPlace(file, { bounds: window.getNormalBounds(), maximised: window.isMaximized() });
  };
  const keepSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(keep, 500);
  };
  window.on('resize', keepSoon);
  window.on('move', keepSoon);
  window.on('close', keep);
}
