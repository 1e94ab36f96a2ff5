import type { BrowserWindow } from 'electron';

/** A page that is not painted by then is in some trouble that waiting does not end. */
const PATIENCE_MS = 2000;

/**
 * Resolves when the window's page is painted, or will not be soon. Page and main process share a thread for everything that
 * is loaded: whoever has much to do lets the page go first.
 */
export function untilPainted(window: BrowserWindow | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (!window) return resolve();
    const timer = setTimeout(resolve, PATIENCE_MS);
    const go = () => {
      clearTimeout(timer);
      resolve();
    };
    window.once('ready-to-show', go);
    window.once('closed', go);
    window.webContents.once('did-fail-load', go);
    window.webContents.once('render-process-gone', go);
  });
}
