import { TerminalId } from '../../core/contract/thread/terminal-methods.ts';
import type { TerminalInfo } from '../../core/contract/thread/terminal-methods.ts';
import type { ThreadId } from '../../core/ids.ts';
import { fail, ok } from '../../core/result.ts';
import type { Result } from '../../core/result.ts';
import type { Command } from './open-host.ts';
import { openTerminal } from './open-terminal.ts';
import type { Terminal } from './open-terminal.ts';

/** Each is a process of some 40 MB beside what runs in it. */
const MOST = 8;

/** The person's terminals. They live as long as the app. */
export type Terminals = {
  ofThread(thread: ThreadId): readonly TerminalInfo[];
  /** Failures: too-many-terminals, and those of `openTerminal`. */
  open(about: Omit<TerminalInfo, 'terminal'>, command: Command): Promise<Result<TerminalInfo>>;
  /** Does something with one; fails with terminal-gone where it was closed. */
  use<T>(terminal: TerminalId, what: (one: Terminal) => T): Result<T>;
  close(terminal: TerminalId): Result<true>;
  stop(): Promise<void>;
};

export type TerminalParts = {
  /** The folder of the built programs. */
  readonly programs: string;
  readonly newId: (prefix: string) => string;
};

export function createTerminals({ programs, newId }: TerminalParts): Terminals {
  const all = new Map<TerminalId, Terminal>();
  let opening = 0;
  const use: Terminals['use'] = (terminal, what) => {
    const one = all.get(terminal);
    return one ? ok(what(one)) : fail({ code: 'terminal-gone', message: 'That terminal was closed' });
  };
  return {
    ofThread: (thread) => [...all.values()].map((one) => one.info()).filter((info) => info.thread === thread),
    async open(about, command) {
      if (all.size + opening >= MOST)
        return fail({
          code: 'too-many-terminals',
          message: `There are ${String(MOST)} terminals open`,
          next: 'Close one that you do not need, in this thread or in another',
        });
      opening += 1;
      const info = { ...about, terminal: TerminalId.parse(newId('term')) };
      const opened = await openTerminal(programs, info, command);
      opening -= 1;
      if (!opened.ok) return opened;
      all.set(info.terminal, opened.value);
      return ok(info);
    },
    use,
    close: (terminal) =>
      use(terminal, (one) => {
        all.delete(terminal);
        void one.close();
        return true as const;
      }),
    async stop() {
      const open = [...all.values()];
      all.clear();
      await Promise.all(open.map((one) => one.close()));
    },
  };
}
