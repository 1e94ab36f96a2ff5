import { stateOf } from '../../../core/contract/recorded.ts';
import { columns } from '../../../core/views/board.ts';
import type { Column } from '../../../core/views/board.ts';
import { boardOf } from '../../../core/views/columns.ts';
import { ok } from '../../../core/result.ts';
import type { Command } from '../command-line/command.ts';
import { snapshotThere } from '../factory/snapshot-there.ts';
import { table } from '../screen.ts';
import { threadRow, threadValue } from '../text/thread-text.ts';

const titles: Readonly<Record<Column, string>> = {
  queued: 'Queued',
  working: 'Working',
  'needs-you': 'Needs you',
  'in-review': 'In review',
  'ready-to-land': 'Ready to land',
  landed: 'Landed',
};

export const board: Command = {
  name: 'board',
  about: 'Show the board, column by column',
  async run({ screen, connect }) {
    const there = await snapshotThere(connect);
    if (!there.ok) return there;
    const { snapshot } = there.value;
    const state = stateOf(snapshot);
    const placed = boardOf(state, snapshot.admission).columns;
    const parts = columns.map((column) => {
      const threads = placed[column].flatMap(({ id, standing }) => {
        const thread = state.threads.get(id);
        return thread ? [{ thread, standing }] : [];
      });
      return { column, threads };
    });
    const text = parts.map(({ column, threads }) => {
      const rows = threads.map(({ thread }) => ['', ...threadRow(snapshot, screen, thread)]);
      return `${titles[column]} (${String(threads.length)})${rows.length > 0 ? `\n${table(rows)}` : ''}`;
    });
    const value = parts.map(
      ({ column, threads }) => [column, threads.map(({ thread, standing }) => threadValue(thread, standing))] as const,
    );
    screen.print(Object.fromEntries(value), text.join('\n'));
    return ok(0);
  },
};
