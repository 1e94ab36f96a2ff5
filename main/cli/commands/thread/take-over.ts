import { ok } from '../../../../core/result.ts';
import { shellLine } from '../../../../core/views/text/shell-line.ts';
import { runInTerminal } from '../../../process/in-terminal.ts';
import type { Command } from '../../command-line/command.ts';
import { THREAD, threadThere } from '../../factory/thread-there.ts';

/** The agent stops, its session opens here, and nobody else works in the worktrees until `thread resume`. */
export const threadTakeOver: Command = {
  name: 'thread take-over',
  about: 'Stop the agent and go on by hand, in its own session where it has one; `thread resume` hands back',
  positionals: [THREAD],
  async run(context) {
    const { screen } = context;
    const there = await threadThere(context);
    if (!there.ok) return there;
    const { call } = there.value;
    const { thread, number } = there.value.thread;
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
