import { ok } from '../../../core/result.ts';
import type { Tone } from '../../../core/views/board.ts';
import type { WorkspaceRow } from '../../../core/model/workspace/removal.ts';
import type { Command } from '../command-line/command.ts';
import { THREAD, threadThere } from '../factory/thread-there.ts';
import { cleanLine, table } from '../screen.ts';

const tones: Readonly<Record<WorkspaceRow['state'], Tone>> = {
  'in-use': 'working',
  removable: 'ready',
  quarantined: 'failed',
  orphaned: 'needs-you',
  removed: 'quiet',
};

const list: Command = {
  name: 'workspace list',
  about: 'Show the workspaces: in use, removable, in quarantine, orphaned, in the trash',
  async run({ screen, connect }) {
    const connection = await connect('record');
    if (!connection.ok) return connection;
    const rows = await connection.value.call('workspaces.list', {});
    if (!rows.ok) return rows;
    const lines = rows.value.map(({ state, name, text, path }) => [
      screen.paint(tones[state], state),
      cleanLine(name, 60),
      cleanLine(text, 200),
      cleanLine(path, 200),
    ]);
    screen.print(rows.value, lines.length > 0 ? table(lines) : 'No workspaces');
    return ok(0);
  },
};

const remove: Command = {
  name: 'workspace remove',
  about: 'Move the workspace of a finished thread to the trash, after a checkpoint; it lies there for 7 days',
  positionals: [THREAD],
  options: { force: { about: 'also when it holds work; look first at what it lists' } },
  async run(context) {
    const { args, screen } = context;
    const there = await threadThere(context);
    if (!there.ok) return there;
    const { call, thread } = there.value;
    const at = { thread: thread.thread, force: args.has('force') };
    const removed = await call('workspaces.remove', at);
    if (!removed.ok) return removed;
    const number = String(thread.number);
    screen.print(removed.value, `Removed; for 7 days it comes back by: teatree workspace restore ${number}`);
    return ok(0);
  },
};

const restore: Command = {
  name: 'workspace restore',
  about: 'Bring a removed workspace back as it was',
  positionals: [THREAD],
  async run(context) {
    const { screen } = context;
    const there = await threadThere(context);
    if (!there.ok) return there;
    const { call, thread } = there.value;
    const restored = await call('workspaces.restore', { thread: thread.thread });
    if (!restored.ok) return restored;
    screen.print(restored.value, `${cleanLine(restored.value.path, 300)} stands again`);
    return ok(0);
  },
};

export const workspaceCommands: readonly Command[] = [list, remove, restore];
