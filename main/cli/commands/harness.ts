import type { HarnessInfo } from '../../../core/contract.ts';
import { limitWords } from '../../../core/loop/limits/limit.ts';
import { ok } from '../../../core/result.ts';
import type { Tone } from '../../../core/views/board.ts';
import type { Command } from '../command-line/command.ts';
import { clean, table } from '../screen.ts';

const tones: Readonly<Record<HarnessInfo['state'], Tone>> = {
  ready: 'ready',
  missing: 'quiet',
  unsupported: 'failed',
};

const list: Command = {
  name: 'harness list',
  about: 'Show the harnesses: what is installed, how each is gated, what is missing',
  async run({ screen, connect }) {
    const connection = await connect('record');
    if (!connection.ok) return connection;
    const listed = await connection.value.call('harnesses.list', { refresh: true });
    if (!listed.ok) return listed;
    const rows = listed.value.map(({ id, title, state, text, gate, next, limit }) => [
      limit ? screen.paint('needs-you', 'held') : screen.paint(tones[state], state),
      clean(id),
      clean(title),
      gate ?? '',
      (limit ? `${clean(limitWords(limit))} · ` : '') + clean(text) + (next === undefined ? '' : ` · ${clean(next)}`),
    ]);
    screen.print(listed.value, table(rows));
    return ok(0);
  },
};

const release: Command = {
  name: 'harness release',
  about: 'Let new turns start on a harness at its limit at once, without waiting for the limit to end',
  positionals: [{ name: 'HARNESS', about: 'its id, as in `harness list`' }],
  async run({ args, screen, connect }) {
    const connection = await connect('record');
    if (!connection.ok) return connection;
    const harness = args.positional('HARNESS');
    const released = await connection.value.call('harnesses.release', { harness });
    if (!released.ok) return released;
    screen.print({ harness, released: true }, `${clean(harness)} goes on`);
    return ok(0);
  },
};

export const harnessCommands: readonly Command[] = [list, release];
