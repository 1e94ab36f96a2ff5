import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { dialog } from 'electron';
import type { BrowserWindow } from 'electron';
import { fail, ok, type Result } from '../../../core/result.ts';

/** Lets the person name a file and writes it, for their eyes alone. Undefined where they named none. */
export async function saveText(
  window: BrowserWindow | undefined,
  { name, text }: { readonly name: string; readonly text: string },
): Promise<Result<string | undefined>> {
  if (!window) return ok(undefined);
  const { filePath } = await dialog.showSaveDialog(window, { defaultPath: basename(name) });
  if (filePath === undefined || filePath === '') return ok(undefined);
  try {
    await writeFile(filePath, text, { mode: 0o600 });
    return ok(filePath);
  } catch (error) {
    const message = `${filePath} could not be written: ${error instanceof Error ? error.message : String(error)}`;
    return fail({ code: 'file-not-written', message, next: 'Choose another folder' });
  }
}
