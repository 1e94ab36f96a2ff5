import { ok } from '../../../../core/result.ts';
import type { Command } from '../../command-line/command.ts';
import { THREAD, threadThere } from '../../factory/thread-there.ts';
import { snapshotThere } from '../../factory/snapshot-there.ts';
import { table } from '../../screen.ts';
import { standingsOf, threadPage, threadRow, threadValue } from '../../text/thread-text.ts';

const list: Command = {
  name: 'thread list',
  about: 'Show the threads and where they stand',
  options: { all: { about: 'also the landed and dropped ones' } },
  async run({ args, screen, connect }) {
    const there = await snapshotThere(connect);
    if (!there.ok) return there;
    const { snapshot } = there.value;
    const at = standingsOf(snapshot);
    const finished = (word: string) => word === 'landed' || word === 'dropped';
    const threads = snapshot.threads.filter((thread) => args.has('all') || !finished(at(thread).word));
    const rows = threads.map((thread) => threadRow(snapshot, screen, thread));
    const text = rows.length > 0 ? table(rows) : 'No threads. Start one: teatree thread new --repos … --goal …';
    screen.print(
      threads.map((thread) => threadValue(thread, at(thread))),
      text,
    );
    return ok(0);
  },
};

const show: Command = {
  name: 'thread show',
  about: 'Show one thread: its repos, changes, checks, asks and landing',
  positionals: [THREAD],
  async run(context) {
    const { screen } = context;
    const there = await threadThere(context);
    if (!there.ok) return there;
    const { snapshot, thread } = there.value;
    const value = threadValue(thread, standingsOf(snapshot)(thread));
    screen.print(value, threadPage(snapshot, screen, thread));
    return ok(0);
  },
};

export const threadListCommands: readonly Command[] = [list, show];
