import { createReplay } from '../../../../core/decisions/replay.ts';
import type { Replayed } from '../../../../core/decisions/replay.ts';
import { choiceWords } from '../../../../core/decisions/words.ts';
import type { FactoryState } from '../../../../core/loop/state.ts';
import { ok } from '../../../../core/result.ts';
import type { Command } from '../../command-line/command.ts';
import { cleanLine } from '../../screen.ts';

const pageSize = 5000;

export const decisionsReplay: Command = {
  name: 'decisions replay',
  about:
    'Read the journal again, ask the rules at each decision and judge each answer of a model anew; ends with 1 where anything is otherwise',
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
    const answers = replay.answers();
    const other = all.filter(({ sameBoard, sameAnswer, sameModel }) => !(sameBoard && sameAnswer && sameModel));
    const lines = other.map((each) => cleanLine(`${each.decision.id}: ${difference(replay.state, each)}`, 200));
    const same = all.length - other.length;
    const words = [
      `${String(same)} of ${String(all.length)} decisions are the same again`,
      ...(answers.all === 0
        ? []
        : [`${String(answers.same)} of ${String(answers.all)} answers of a model are judged the same again`]),
    ];
    screen.print({ decisions: all.length, same, other, answers }, [...lines, ...words].join('\n'));
    return ok(other.length === 0 && answers.same === answers.all ? 0 : 1);
  },
};

function difference(state: FactoryState, { rules, sameBoard, sameAnswer }: Replayed): string {
  if (!sameBoard) return 'now another board';
  if (!sameAnswer) return `now ${rules ? choiceWords(state, rules) : 'nothing'}`;
  return 'the model had said something else';
}
