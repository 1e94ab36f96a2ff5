import type { BrowserWindow } from 'electron';
import { takePicture } from '../window/picture.ts';

/** Wide enough for every column of the board. */
const SIZE = { width: 1440, height: 900 };
const PAINT_MS = 500;

/** A picture of the board that also shows what has landed, which the board folds away until asked. */
export async function takeBoardPicture(window: BrowserWindow, file: string): Promise<void> {
  window.setContentSize(SIZE.width, SIZE.height);
  await window.webContents.executeJavaScript(UNFOLD);
  await new Promise((resolve) => setTimeout(resolve, PAINT_MS));
  await takePicture(window, file);
}

/** Runs in the page, as a click of the person would: opens the column, then brings its first card into view. */
const UNFOLD = `(async () => {
  const landed = () => document.querySelector('section[aria-label="Landed"]');
  landed()?.querySelector('button[aria-expanded="false"]')?.click();
  for (let waited = 0; waited < 20 && !landed()?.querySelector('article'); waited += 1)
    await new Promise((resolve) => setTimeout(resolve, 100));
  landed()?.querySelector('article')?.scrollIntoView({ inline: 'end' });
})()`;
