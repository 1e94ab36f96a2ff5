import { stateOf } from '../../../../core/contract/recorded.ts';
import type { Snapshot } from '../../../../core/contract.ts';
import { fail, ok } from '../../../../core/result.ts';
import type { Result } from '../../../../core/result.ts';
import { askLine } from '../../../../core/views/board.ts';
import { exported } from '../../../../core/views/history/export.ts';
import { HistoryFilter, filterHistory, ruleOf } from '../../../../core/views/history/filter.ts';
import { Outcome, outcomeText } from '../../../../core/views/history/outcome.ts';
import { answeredAsks } from '../../../../core/views/inbox.ts';
import type { Args, Command } from '../../command-line/command.ts';
import { snapshotThere } from '../../factory/snapshot-there.ts';
import { findRepo, findThread } from '../../names.ts';
import { cleanLine } from '../../screen.ts';

const shown = 100;

export const history: Command = {
  name: 'ask history',
  about: 'Show what was decided, by which rule, by whom and when',
  options: {
    thread: { value: 'THREAD', about: 'only of this one' },
    repo: { value: 'REPO', about: 'only in this one' },
    rule: { value: 'RULE', about: 'only what this rule asked' },
    answer: { value: Outcome.options.join('|'), about: 'only what became of it' },
    days: { value: 'N', about: 'only of the last N days' },
    text: { value: 'WORDS', about: 'only where these stand' },
    format: { value: 'csv|jsonl', about: 'all of it, to be taken elsewhere' },
  },
  async run({ args, screen, connect }) {
    const there = await snapshotThere(connect);
    if (!there.ok) return there;
    const { snapshot } = there.value;
    const filter = readFilter(args, snapshot);
    if (!filter.ok) return filter;
    const format = args.value('format');
    if (format !== undefined && format !== 'csv' && format !== 'jsonl') return fail(badUsage(`--format ${format}`));
    const state = stateOf(snapshot);
    const rows = filterHistory(answeredAsks(state), filter.value, Date.now());
    if (format) {
      screen.print(
        rows.map(({ ask }) => ask),
        exported(rows, format, state.repos).trimEnd(),
      );
      return ok(0);
    }
    const lines = rows.slice(0, shown).map((each) => {
      const { ask, at } = each;
      const when = new Date(at).toISOString().slice(0, 16).replace('T', ' ');
      const number = String(each.thread.number);
      return `${when}  #${number}  ${outcomeText(ask)}  ${ruleOf(each) ?? ''}  ${cleanLine(askLine(ask), 100)}`;
    });
    const more = rows.length > shown ? [`and ${String(rows.length - shown)} more: use --format`] : [];
    screen.print(
      rows.map(({ ask }) => ask),
      [...lines, ...more].join('\n') || 'Nothing was decided yet that is like this',
    );
    return ok(0);
  },
};

function readFilter(args: Args, snapshot: Snapshot): Result<HistoryFilter> {
  const [thread, repo, days] = [args.value('thread'), args.value('repo'), args.value('days')];
  const inThread = thread === undefined ? undefined : findThread(snapshot, thread);
  if (inThread && !inThread.ok) return inThread;
  const inRepo = repo === undefined ? undefined : findRepo(snapshot, repo);
  if (inRepo && !inRepo.ok) return inRepo;
  const filter = HistoryFilter.safeParse({
    ...{ thread: inThread?.value.thread, repo: inRepo?.value.id, rule: args.value('rule'), text: args.value('text') },
    ...{ outcome: args.value('answer'), days: days === undefined ? undefined : Number(days) },
  });
  return filter.success ? ok(filter.data) : fail(badUsage(`--answer, --days, --rule or --text`));
}

function badUsage(option: string) {
  return {
    code: 'bad-usage',
    message: `${option} has a value that is not known`,
    next: 'See: teatree help ask history',
  };
}
