import type { HarnessInfo } from '../../../core/contract.ts';
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
    const rows = listed.value.map(({ id, title, state, text, gate, next }) => [
      screen.paint(tones[state], state),
      clean(id),
      clean(title),
      gate ?? '',
      clean(text) + (next === undefined ? '' : ` · ${clean(next)}`),
    ]);
    screen.print(listed.value, table(rows));
    return ok(0);
  },
};

export const harnessCommands: readonly Command[] = [list];
