import type { TerminalInfo, TerminalPush, TerminalSize } from '../../core/contract/thread/terminal-methods.ts';
import { ok } from '../../core/result.ts';
import type { Result } from '../../core/result.ts';
import { openHost } from './open-host.ts';
import type { Command } from './open-host.ts';

const BACKLOG = 256 * 1024;
/** What nobody looks at is printed at about 1 MB a second. */
const UNSEEN_MS = 200;

/** One window that looks; false when it is not there any more. */
export type Viewer = { readonly window: string; readonly sink: (push: TerminalPush) => boolean };

export type Terminal = {
  info(): TerminalInfo;
  /** What it printed last, up to the character `printed` of all. */
  attach(size: TerminalSize, viewer: Viewer): { readonly backlog: string; readonly printed: number };
  detach(window: string): void;
  write(text: string): void;
  resize(size: TerminalSize): void;
  drawn(count: number): void;
  close(): Promise<void>;
};

/** Starts a program in a terminal and keeps what it prints for who looks later. Failures: those of `openHost`. */
export async function openTerminal(programs: string, about: TerminalInfo, command: Command): Promise<Result<Terminal>> {
  const viewers = new Map<string, Viewer['sink']>();
  const { terminal } = about;
  let info = about;
  let backlog = '';
  let printed = 0;

  const tell = (push: TerminalPush) => {
    for (const [window, sink] of viewers) if (!sink(push)) viewers.delete(window);
  };
  const unseen: number[] = [];
  const onText = (text: string) => {
    tell({ kind: 'terminal', terminal, at: printed, text });
    printed += text.length;
    backlog = (backlog + text).slice(-BACKLOG);
    if (viewers.size > 0) return;
    unseen.push(text.length);
    setTimeout(() => host.ok && host.value.drawn(unseen.shift() ?? 0), UNSEEN_MS);
  };
  const onEnd = (exitCode: number | undefined) => {
    info = { ...about, ended: { exitCode } };
    tell({ kind: 'terminal', terminal, at: printed, text: '', info });
  };
  const host = await openHost(programs, command, { onText, onEnd });
  if (!host.ok) return host;
  const { write, resize, drawn, close } = host.value;
  return ok({
    ...{ info: () => info, write, resize, drawn, close },
    attach(size, { window, sink }) {
      // What was on its way to a window that is gone counts as drawn.
      drawn(printed);
      viewers.set(window, sink);
      resize(size);
      return { backlog, printed };
    },
    detach(window) {
      viewers.delete(window);
      drawn(printed);
    },
  });
}
