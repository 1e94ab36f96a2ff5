import { ipcMain } from 'electron';
import type { BrowserWindow, IpcMainInvokeEvent, WebContents } from 'electron';
import { z } from 'zod';
import type { Push } from '../../../core/contract.ts';
import { fail } from '../../../core/result.ts';
import type { Result } from '../../../core/result.ts';
import type { Caller, Router } from '../../ipc/router-port.ts';
import { ORIGIN } from './protocol.ts';

const Envelope = z.strictObject({ name: z.string().max(100), input: z.unknown() });

/**
 * The one channel from the page. A call that comes before the factory is composed waits for it.
 * `owners` are our windows; whoever else calls is refused.
 */
export function answerCalls(router: Promise<Router>, owners: () => readonly BrowserWindow[]): void {
  ipcMain.handle('teatree:call', async (event, envelope: unknown): Promise<Result<unknown>> => {
    const window = owners().find((each) => isOwnPage(event, each));
    if (!window) return fail({ code: 'foreign-sender', message: 'Only the board may call' });
    const call = Envelope.safeParse(envelope);
    if (!call.success) return fail({ code: 'bad-envelope', message: 'A call is { name, input }' });
    return (await router).handle(callerOf(window.webContents), call.data.name, call.data.input);
  });
}

/** Pushes everything the router has for this window until the window is closed. */
export function pushTo(window: BrowserWindow, router: Promise<Router>): void {
  const contents = window.webContents;
  void router.then((ready) => {
    if (contents.isDestroyed()) return;
    const end = ready.subscribe(callerOf(contents), (push) => send(contents, push));
    contents.once('destroyed', end);
  });
}

export function send(contents: WebContents, push: Push): void {
  if (!contents.isDestroyed()) contents.send('teatree:push', push);
}

function callerOf(contents: WebContents): Caller {
  return { id: `window-${String(contents.id)}`, via: 'window' };
}

function isOwnPage(event: IpcMainInvokeEvent, window: BrowserWindow): boolean {
  const frame = event.senderFrame;
  return frame !== null && !window.isDestroyed() && frame === window.webContents.mainFrame && frame.origin === ORIGIN;
}
