import { dialog, shell } from 'electron';
import type { BrowserWindow } from 'electron';

/** The only place that hands a link to the system: http and https, after the person has seen the whole address. */
export async function openLink(window: BrowserWindow | undefined, link: string): Promise<boolean> {
  const url = webAddress(link);
  if (!url || !window) return false;
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message: `Open a page of ${url.host} in your browser?`,
    detail: url.href,
    buttons: ['Open', 'Cancel'],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  });
  if (response !== 0) return false;
  await shell.openExternal(url.href);
  return true;
}

/** A name and password in an address only serve to make it look like another one. */
export function webAddress(link: string): URL | undefined {
  if (!URL.canParse(link)) return undefined;
  const url = new URL(link);
  const isWeb = url.protocol === 'https:' || url.protocol === 'http:';
  return isWeb && url.username === '' && url.password === '' ? url : undefined;
}
