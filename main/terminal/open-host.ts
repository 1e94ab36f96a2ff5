import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TerminalSize } from '../../core/contract/thread/terminal-methods.ts';
import { fail, ok } from '../../core/result.ts';
import type { Result } from '../../core/result.ts';
import { startProcess } from '../process/start-process.ts';
import { personEnvironment } from './environment.ts';
import { FromHost } from './host/protocol.ts';
import type { ToHost } from './host/protocol.ts';

/** What runs in a terminal; `env` comes on top of the person's. */
export type Command = {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
};

export type Host = {
  write(text: string): void;
  resize(size: TerminalSize): void;
  drawn(count: number): void;
  /** Hangs up on the program, as a terminal that is closed does; it is ended when it stays. */
  close(): Promise<void>;
};

type Ears = { onText(text: string): void; onEnd(exitCode: number | undefined): void };

const USUAL: TerminalSize = { columns: 100, rows: 30 };
const HANGS_UP_WITHIN_MS = 1500;

/** Starts a program in a terminal. Failures: those of `startProcess`, terminal-failed. */
export async function openHost(programs: string, command: Command, ears: Ears): Promise<Result<Host>> {
  let ended = false;
  let failed: string | undefined;
  const end = (exitCode: number | undefined) => {
    if (!ended) ears.onEnd(exitCode);
    ended = true;
  };
  const started = await startProcess({
    file: process.execPath,
    args: [join(programs, 'terminal-host.js')],
    cwd: command.cwd,
    env: { ...personEnvironment(), ELECTRON_RUN_AS_NODE: '1' },
    onLine: ({ text }, stream) => {
      if (stream !== 'stdout') return void (failed = text);
      const said = FromHost.parse(JSON.parse(text));
      if (said.kind === 'printed') ears.onText(said.text);
      else if (said.kind === 'ended') end(said.exitCode);
      else ears.onText(`${said.message}\r\n`);
    },
  });
  if (!started.ok) return started;
  const { write, exit, closeInput, kill } = started.value;
  void exit.then(() => {
    if (!ended && failed !== undefined) ears.onText(`${failed}\r\n`);
    end(undefined);
  });
  const say = (order: ToHost) => void write(JSON.stringify(order));
  const env = { ...personEnvironment(), ...command.env };
  const begun = await write(JSON.stringify({ kind: 'start', ...command, env, size: USUAL }));
  if (!begun) return fail({ code: 'terminal-failed', message: `The terminal did not start: ${failed ?? 'no reason'}` });
  return ok({
    write: (text) => say({ kind: 'write', text }),
    resize: (size) => say({ kind: 'resize', size }),
    drawn: (count) => say({ kind: 'drawn', count }),
    async close() {
      closeInput();
      await Promise.race([exit, sleep(HANGS_UP_WITHIN_MS, undefined, { ref: false })]);
      await kill();
    },
  });
}
