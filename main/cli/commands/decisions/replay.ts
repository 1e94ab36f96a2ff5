import { createReplay } from '../../../../core/decisions/replay.ts';
import type { Replayed } from '../../../../core/decisions/replay.ts';
import { choiceWords } from '../../../../core/decisions/words.ts';
import { ok } from '../../../../core/result.ts';
import type { Command } from '../../command-line/command.ts';
import { cleanLine } from '../../screen.ts';

const pageSize = 5000;

export const decisionsReplay: Command = {
  name: 'decisions replay',
  about: 'Read the journal again and ask the rules at each decision; ends with 1 where they answer otherwise now',
  async run({ screen, connect }) {
    const connection = await connect('record');
    if (!connection.ok) return connection;
    const replay = createReplay();
    const all: Replayed[] = [];
    for (let after = 0; ;) {
      const page = await connection.value.call('journal.read', { after, limit: pageSize });
      if (!page.ok) return page;
      all.push(...page.value.flatMap((entry) => replay.take(entry) ?? []));
      const last = page.value.at(-1);
      if (!last) break;
      after = last.seq;
    }
    const other = all.filter(({ sameBoard, sameAnswer }) => !sameBoard || !sameAnswer);
    const lines = other.map(({ decision, rules, sameBoard }) => {
      const now = sameBoard ? (rules ? choiceWords(replay.state, rules) : 'nothing') : 'another board';
      return cleanLine(`${decision.id}: now ${now}`, 200);
    });
    const same = `${String(all.length - other.length)} of ${String(all.length)} decisions are the same again`;
    screen.print({ decisions: all.length, same: all.length - other.length, other }, [...lines, same].join('\n'));
    return ok(other.length === 0 ? 0 : 1);
  },
};
