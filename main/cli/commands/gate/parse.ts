import { z } from 'zod';
import { commandWords } from '../../../../core/gates/shell/command-words.ts';
import { ok } from '../../../../core/result.ts';
import type { Command } from '../../command-line/command.ts';
import { cleanLine } from '../../screen.ts';
import { readRows } from './rows.ts';

const Row = z.object({ id: z.union([z.string(), z.number()]), command: z.string() });

export const gateParse: Command = {
  name: 'gate parse',
  about: 'Show the words in command position: JSON Lines in and out',
  async run({ screen, readInput }) {
    const rows = readRows(await readInput(), Row);
    if (!rows.ok) return rows;
    for (const { id, command } of rows.value) {
      const { words, error } = commandWords(command);
      const said = error === undefined ? '' : ` · ${error}`;
      screen.print({ id, words, error }, cleanLine(`${String(id)} ${words.join(' ')}${said}`, 200));
    }
    return ok(0);
  },
};
