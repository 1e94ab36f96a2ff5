import { ok } from '../../../../core/result.ts';
import type { Command } from '../../command-line/command.ts';
import { clean, cleanLine } from '../../screen.ts';

export const decisionsBoard: Command = {
  name: 'decisions board',
  about: 'Show the board as a model reads it, in at most about 3000 tokens',
  async run({ screen, connect }) {
    const connection = await connect('record');
    if (!connection.ok) return connection;
    const board = await connection.value.call('decisions.board', {});
    if (!board.ok) return board;
    screen.print(board.value, clean(board.value.text));
    return ok(0);
  },
};

export const decisionsAdvise: Command = {
  name: 'decisions advise',
  about: 'Take up a model’s answer to that board from stdin; ends with 1 where some of it is refused',
  async run({ screen, connect, readInput }) {
    const answer = await readInput();
    const connection = await connect('record');
    if (!connection.ok) return connection;
    const advised = await connection.value.call('decisions.advise', { answer });
    if (!advised.ok) return advised;
    const { made, advice, refused } = advised.value;
    const lines = [
      ...made.map(({ key, decision }) => `made: ${key} (${decision})`),
      ...advice.map(({ key, choice, reason }) => `advice: ${key}: ${choice.action}: ${reason}`),
      ...refused.map(({ key, why }) => `refused: ${key || 'the answer'}: ${why}`),
    ];
    screen.print(advised.value, lines.map((line) => cleanLine(line, 200)).join('\n') || 'It decided nothing');
    return ok(refused.length === 0 ? 0 : 1);
  },
};
