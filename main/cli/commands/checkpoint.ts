import type { Input } from '../../../core/contract.ts';
import { fail, ok } from '../../../core/result.ts';
import type { Result } from '../../../core/result.ts';
import type { CheckpointMoment } from '../../../core/model/workspace/checkpoint.ts';
import { reasonWords } from '../../../core/model/workspace/checkpoint.ts';
import { sizeText } from '../../../core/views/text/size.ts';
import type { Args, Command, CommandContext } from '../command-line/command.ts';
import type { SnapshotThere } from '../factory/snapshot-there.ts';
import { THREAD, threadThere } from '../factory/thread-there.ts';
import { clean, cleanLine, table } from '../screen.ts';
import { repoNames } from '../text/thread-text.ts';

const NUMBER = { name: 'NUMBER', about: 'the checkpoint, from `checkpoint list`' };

const list: Command = {
  name: 'checkpoint list',
  about: 'Show the saved states of a thread’s work, newest first, and their size',
  positionals: [THREAD],
  async run(context) {
    const { screen } = context;
    const there = await threadThere(context);
    if (!there.ok) return there;
    const { call, snapshot, thread } = there.value;
    const found = await call('checkpoints.list', { thread: thread.thread });
    if (!found.ok) return found;
    const { moments, bytes } = found.value;
    const name = repoNames(snapshot);
    const rows = moments.map((moment) => [
      String(moment.number),
      new Date(moment.at).toISOString(),
      reasonWords[moment.reason],
      moment.parts.map(({ repo }) => name(repo)).join(', '),
      cleanLine(missing(moment), 200),
    ]);
    const none = 'No checkpoints: nothing beyond the commits was there to save';
    screen.print(found.value, rows.length > 0 ? `${table(rows)}\n${sizeText(bytes)} on disk` : none);
    return ok(0);
  },
};

/** What of the work a checkpoint does not hold. */
function missing({ parts }: CheckpointMoment): string {
  const files = parts.flatMap(({ leftOut }) => leftOut.map(({ path, why }) => `${path} (${why})`));
  const nested = parts.flatMap((part) => part.nested.map((path) => `the history of ${path}`));
  const all = [...files, ...nested];
  return all.length === 0 ? '' : `without ${all.join(', ')}`;
}

const show: Command = {
  name: 'checkpoint show',
  about: 'Show the files a checkpoint holds beyond the commits of its time',
  positionals: [THREAD, NUMBER],
  async run(context) {
    const { screen } = context;
    const there = await checkpointThere(context);
    if (!there.ok) return there;
    const { call, snapshot, at } = there.value;
    const shown = await call('checkpoints.show', at);
    if (!shown.ok) return shown;
    const name = repoNames(snapshot);
    const rows = shown.value.flatMap(({ repo, files }) =>
      files.map(({ path, state, added, deleted }) => [
        name(repo),
        state,
        `+${String(added ?? 0)} −${String(deleted ?? 0)}`,
        clean(path),
      ]),
    );
    screen.print(shown.value, rows.length > 0 ? table(rows) : 'Nothing beyond the commits');
    return ok(0);
  },
};

const save: Command = {
  name: 'checkpoint save',
  about: 'Save the work of a thread as it stands now, also while its agent is at work',
  positionals: [THREAD],
  async run(context) {
    const { screen } = context;
    const there = await threadThere(context);
    if (!there.ok) return there;
    const saved = await there.value.call('checkpoints.save', { thread: there.value.thread.thread });
    if (!saved.ok) return saved;
    const { number } = saved.value;
    screen.print(saved.value, number === undefined ? 'There was nothing new to save' : `Checkpoint ${String(number)}`);
    return ok(0);
  },
};

const restore: Command = {
  name: 'checkpoint restore',
  about: 'Put the files and the index of a checkpoint back; what stands there now is saved first',
  positionals: [THREAD, NUMBER],
  async run(context) {
    const { screen } = context;
    const there = await checkpointThere(context);
    if (!there.ok) return there;
    const { call, at } = there.value;
    const restored = await call('checkpoints.restore', at);
    if (!restored.ok) return restored;
    const { before, left } = restored.value;
    const rest = left.length === 0 ? '' : `; left as they are: ${left.join(', ')}`;
    const text = `Checkpoint ${String(at.number)} is back; what stood there is checkpoint ${String(before)}${rest}`;
    screen.print(restored.value, cleanLine(text, 1000));
    return ok(0);
  },
};

/** Reaches the factory, and says which checkpoint was named. */
async function checkpointThere(
  context: CommandContext,
): Promise<Result<SnapshotThere & { readonly at: Input<'checkpoints.show'> }>> {
  const number = readNumber(context.args);
  if (!number.ok) return number;
  const there = await threadThere(context);
  if (!there.ok) return there;
  return ok({ ...there.value, at: { thread: there.value.thread.thread, number: number.value } });
}

function readNumber(args: Args): Result<number> {
  const text = args.positional('NUMBER');
  if (/^[1-9]\d{0,8}$/.test(text)) return ok(Number(text));
  return fail({ code: 'bad-usage', message: `${text} is not a number`, next: 'List them: teatree checkpoint list' });
}

export const checkpointCommands: readonly Command[] = [list, show, save, restore];
