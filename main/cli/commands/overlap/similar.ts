import { z } from 'zod';
import { ok } from '../../../../core/result.ts';
import { createSimilarIndex } from '../../../../core/similar/similar-index.ts';
import type { Command } from '../../command-line/command.ts';
import { cleanLine } from '../../screen.ts';
import { readRow } from '../gate/rows.ts';

const RowId = z.union([z.string(), z.number()]);
const topic = { id: RowId, title: z.string(), body: z.string().default(''), paths: z.array(z.string()).optional() };
const Row = z.discriminatedUnion('op', [
  z.object({ op: z.literal('add'), ...topic }),
  z.object({ op: z.literal('query'), ...topic, k: z.int().min(1).max(1000).default(5) }),
]);

/** Pure: no data folder, no lock, no running app. Each query is answered at once, from what was added before it. */
export const similar: Command = {
  name: 'similar',
  about: 'Find texts about the same thing: JSON Lines with op add or query in, the hits of each query out',
  async run({ screen, readLines }) {
    const index = createSimilarIndex();
    const ids = new Map<string, z.infer<typeof RowId>>();
    let number = 0;
    for await (const line of readLines()) {
      number += 1;
      if (line.trim() === '') continue;
      const row = readRow(line, number, Row);
      if (!row.ok) return row;
      const { op, id, title, body, paths } = row.value;
      const asked = { title, body, ...(paths && { paths }) };
      const key = JSON.stringify(id);
      if (op === 'add') {
        ids.set(key, id);
        index.add(key, asked);
        continue;
      }
      const found = index.query(asked, { k: row.value.k, except: key });
      const hits = found.map(({ id, score, why }) => ({ id: ids.get(id) ?? id, score, why }));
      const text = hits.map((hit) => `\n  ${hit.score.toFixed(2)} ${String(hit.id)}: ${hit.why}`).join('');
      screen.print({ id, hits }, `${cleanLine(String(id))}${text}`);
    }
    return ok(0);
  },
};
