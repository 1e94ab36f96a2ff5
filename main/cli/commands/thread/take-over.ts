import { ok } from '../../../../core/result.ts';
import { shellLine } from '../../../../core/views/text/shell-line.ts';
import { runInTerminal } from '../../../process/in-terminal.ts';
import type { Command } from '../../command-line/command.ts';
import { findThread } from '../../names.ts';

/** The agent stops, its session opens here, and nobody else works in the worktrees until `thread resume`. */
export const threadTakeOver: Command = {
  name: 'thread take-over',
  about: 'Stop the agent and go on by hand, in its own session where it has one; `thread resume` hands back',
  positionals: [{ name: 'THREAD', about: 'its number or id' }],
  async run({ args, screen, connect }) {
    const connection = await connect('record');
    if (!connection.ok) return connection;
    const { call } = connection.value;
    const snapshot = await call('app.snapshot', {});
    if (!snapshot.ok) return snapshot;
    const found = findThread(snapshot.value, args.positional('THREAD'));
    if (!found.ok) return found;
    const { thread, number } = found.value;
    const command = await call('threads.takeOver', { thread });
    if (!command.ok) return command;
    const { cwd } = command.value;
    const handBack = `Hand back: teatree thread resume ${String(number)}`;
    screen.note(`#${String(number)} is yours, in ${cwd}`);
    screen.print({ thread, number, command: command.value }, `${shellLine(command.value)}\n${handBack}`);
    if (screen.json || !process.stdout.isTTY) return ok(0);
    const ended = await runInTerminal(command.value);
    screen.note(handBack);
    return ended.ok ? ok(0) : ended;
  },
};
