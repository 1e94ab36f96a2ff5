import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { app, dialog } from 'electron';
import type { BrowserWindow } from 'electron';

const RELOADS_PER_MINUTE = 3;

export type CrashSurroundings = {
  readonly folder: string;
  readonly attended: boolean;
  readonly log: (line: string) => void;
  /** A dialog holds this process up, which is no hang. */
  readonly unwatch: () => void;
};

/** A bug in the main process ends the app at once and loudly: its state is no longer to be trusted, the journal is. */
export function endOnBugs(surroundings: CrashSurroundings): void {
  const end = (error: unknown) => endLoudly(error, surroundings);
  process.on('uncaughtException', end);
  process.on('unhandledRejection', end);
}

export function endLoudly(error: unknown, { folder, attended, log, unwatch }: CrashSurroundings): void {
  unwatch();
  const report = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const file = join(folder, 'crash.log');
  log(`teatree ended because of a bug in it; nothing recorded is lost\n${report}`);
  appendFileSync(file, `${new Date().toISOString()} ${app.getVersion()}\n${report}\n\n`);
  if (attended && app.isReady()) {
    const text = 'Nothing that was recorded is lost. Start it again to go on.';
    dialog.showErrorBox(
      'Teatree ended because of a bug',
      `${text}\n\nThe report is in ${file}\n\n${report.slice(0, 1500)}`,
    );
  }
  app.exit(1);
}

/** The page is only a mirror: when its process dies it is loaded again, unless it dies over and over. */
export function reviveWindow(window: BrowserWindow, surroundings: CrashSurroundings): void {
  const deaths: number[] = [];
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    const now = Date.now();
    deaths.push(now);
    const recent = deaths.filter((at) => now - at < 60_000).length;
    if (recent > RELOADS_PER_MINUTE)
      return endLoudly(
        new Error(`The window's process died ${String(recent)} times in a minute (${reason})`),
        surroundings,
      );
    surroundings.log(`teatree: the window's process died (${reason}); it is loaded again`);
    window.webContents.reload();
  });
}
