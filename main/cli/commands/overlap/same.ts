import { z } from 'zod';
import { ok } from '../../../../core/result.ts';
import { sameness } from '../../../../core/similar/same.ts';
import type { Command } from '../../command-line/command.ts';
import { cleanLine } from '../../screen.ts';
import { readRow } from '../gate/rows.ts';

const Text = z.object({ title: z.string(), body: z.string().default('') });
const Row = z.object({ id: z.union([z.string(), z.number()]), a: Text, b: Text });

/** Pure: no data folder, no lock, no running app. An answer depends on nothing but its own two texts. */
export const same: Command = {
  name: 'same',
  about: 'Say whether two texts are about the same thing: JSON Lines with a and b in, a verdict per line out',
  async run({ screen, readLines }) {
    let number = 0;
    for await (const line of readLines()) {
      number += 1;
      if (line.trim() === '') continue;
      const row = readRow(line, number, Row);
      if (!row.ok) return row;
      const { id, a, b } = row.value;
      const { score, verdict, why } = sameness(a, b);
      // Nothing is merged or closed by what two texts say: the answer is always for somebody to act upon.
      const answer = { id, score, verdict, auto: false, why };
      screen.print(answer, `${verdict.padEnd(9)} ${score.toFixed(2)} ${cleanLine(`${String(id)}: ${why}`, 200)}`);
    }
    return ok(0);
  },
};
