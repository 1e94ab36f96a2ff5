import { writeFile } from 'node:fs/promises';
import type { BrowserWindow } from 'electron';

const ATTEMPTS = 20;
const PAUSE_MS = 100;

/** Writes what the window shows as a PNG. A window that has not painted yet is waited for, 2 s at most. */
export async function takePicture(window: BrowserWindow, file: string): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const image = await window.webContents.capturePage();
    if (!image.isEmpty()) return writeFile(file, image.toPNG());
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  throw new Error(`The window painted nothing, so ${file} was not written`);
}
