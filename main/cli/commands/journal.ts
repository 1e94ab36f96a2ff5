import type { Entry } from '../../../core/loop/event.ts';
import { fail, ok } from '../../../core/result.ts';
import type { Command } from '../command-line/command.ts';
import { entryLine, namesOf } from '../text/entry-line.ts';

const PAGE = 1000;

export const journalTail: Command = {
  name: 'journal tail',
  about: 'Show the latest facts; as JSON Lines with --json',
  options: {
    lines: { value: 'N', about: 'how many (20)' },
    follow: { about: 'stay and show what comes; needs a running factory' },
  },
  async run({ args, screen, connect }) {
    const lines = args.value('lines') ?? '20';
    if (!/^\d{1,9}$/.test(lines))
      return fail({
        code: 'bad-usage',
        message: `--lines ${lines} is not a number`,
        next: 'See: teatree help journal tail',
      });
    const follow = args.has('follow');
    const connection = await connect(follow ? 'running' : 'record');
    if (!connection.ok) return connection;
    const { call, onEntries, lost } = connection.value;
    const early: Entry[] = [];
    let take = (entries: readonly Entry[]): void => void early.push(...entries);
    if (follow) await onEntries((entries) => take(entries));
    const snapshot = await call('app.snapshot', {});
    if (!snapshot.ok) return snapshot;
    const names = namesOf(snapshot.value);
    let shown = Math.max(0, snapshot.value.seq - Number(lines));
    const show = (entries: readonly Entry[]): void => {
      for (const entry of entries.filter((each) => each.seq > shown)) {
        screen.print(entry, entryLine(entry, names));
        shown = entry.seq;
      }
    };
    while (shown < snapshot.value.seq) {
      const page = await call('journal.read', { after: shown, limit: PAGE });
      if (!page.ok) return page;
      if (page.value.length === 0) break;
      show(page.value);
    }
    if (!follow) return ok(0);
    show(early);
    take = show;
    await lost;
    screen.note('Teatree went away');
    return ok(0);
  },
};
