import { z } from 'zod';
import { ok } from '../../../../core/result.ts';
import { scanSecrets } from '../../../../core/secrets/scan.ts';
import type { Command } from '../../command-line/command.ts';
import { cleanLine } from '../../screen.ts';
import { readRows } from '../gate/rows.ts';

const Row = z.object({ id: z.union([z.string(), z.number()]), file: z.string().optional(), content: z.string() });

/** Pure: no data folder, no lock, no running app. */
export const secretsScan: Command = {
  name: 'secrets scan',
  about: 'Look for secrets in texts: JSON Lines in, one answer per line out',
  async run({ screen, readInput }) {
    const rows = readRows(await readInput(), Row);
    if (!rows.ok) return rows;
    for (const { id, file, content } of rows.value) {
      const { findings, truncated } = scanSecrets(content, file === undefined ? {} : { file });
      const v = findings.length > 0 ? 'secret' : 'clean';
      const answer = { id, v, findings, ...(truncated && { truncated }) };
      const places = findings.map(({ line, rule }) => `${file ?? ''}:${String(line)} ${rule}`).join(', ');
      screen.print(answer, `${v.padEnd(6)} ${cleanLine(`${String(id)} ${places}`, 200)}`);
    }
    return ok(0);
  },
};
