import { columns } from '../../../core/views/board.ts';
import type { Column } from '../../../core/views/board.ts';
import { ok } from '../../../core/result.ts';
import type { Command } from '../command-line/command.ts';
import { table } from '../screen.ts';
import { standingsOf, threadRow, threadValue } from '../text/thread-text.ts';

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
    const connection = await connect('record');
    if (!connection.ok) return connection;
    const snapshot = await connection.value.call('app.snapshot', {});
    if (!snapshot.ok) return snapshot;
    const at = standingsOf(snapshot.value);
    const parts = columns.map((column) => {
      const threads = snapshot.value.threads.filter((thread) => at(thread).column === column);
      return { column, threads };
    });
    const text = parts.map(({ column, threads }) => {
      const rows = threads.map((thread) => ['', ...threadRow(snapshot.value, screen, thread)]);
      return `${titles[column]} (${String(threads.length)})${rows.length > 0 ? `\n${table(rows)}` : ''}`;
    });
    const value = parts.map(
      ({ column, threads }) => [column, threads.map((thread) => threadValue(thread, at(thread)))] as const,
    );
    screen.print(Object.fromEntries(value), text.join('\n'));
    return ok(0);
  },
};
