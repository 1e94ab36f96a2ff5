import { orderOf } from '../../../../core/attention/board-file.ts';
import { inOrder } from '../../../../core/attention/order.ts';
import type { Ranked } from '../../../../core/attention/order.ts';
import { stateOf } from '../../../../core/contract/recorded.ts';
import { plan } from '../../../../core/loop/plan.ts';
import { turnsOf } from '../../../../core/loop/plan/turns.ts';
import { ok } from '../../../../core/result.ts';
import type { Result } from '../../../../core/result.ts';
import { whyLine } from '../../../../core/views/attention/why.ts';
import { readTextFile } from '../../../files/read-text-file.ts';
import type { Command, CommandContext } from '../../command-line/command.ts';
import { snapshotThere } from '../../factory/snapshot-there.ts';
import { cleanLine, table } from '../../screen.ts';
import { boardHelp, readBoard } from './read-board.ts';

/** One thread in the order; `waits` says why it may not begin or go on now. */
type Row = {
  readonly id: string | number;
  readonly title: string;
  readonly ranked: Ranked;
  readonly waits: string | undefined;
};

type Order = { readonly now: number; readonly rows: readonly Row[] };

/** With a file: no data folder, no lock, no running app. */
export const attention: Command = {
  name: 'attention',
  about: 'Show what comes first and why: of the factory, or of a board in a file',
  options: {
    board: {
      value: 'FILE',
      about: boardHelp,
    },
  },
  async run(context) {
    const file = context.args.value('board');
    const order = file === undefined ? await ofFactory(context) : await ofFile(file);
    if (!order.ok) return order;
    const { now, rows } = order.value;
    const text = rows.map(({ id, title, ranked, waits }, at) => [
      ...[String(at + 1), String(id), ranked.score.toFixed(2), ranked.lane],
      ...[cleanLine(title, 50), cleanLine(waits ?? whyLine(ranked, now), 100)],
    ]);
    context.screen.print(
      rows.map((row, at) => rowValue(row, { place: at + 1, now })),
      text.length > 0 ? table(text) : 'There is nothing to do.',
    );
    return ok(0);
  },
};

function rowValue({ id, title, ranked, waits }: Row, { place, now }: { readonly place: number; readonly now: number }) {
  const { item, lane, score, terms } = ranked;
  const { stage, blocked, pinned } = item;
  return {
    ...{ id, place, title, lane, stage, score, terms, blocked },
    ...(pinned !== undefined && { pinned }),
    ...{ begins: waits === undefined, why: whyLine(ranked, now) },
    ...(waits !== undefined && { waits }),
  };
}

async function ofFile(file: string): Promise<Result<Order>> {
  const text = await readTextFile(file);
  if (!text.ok) return text;
  const board = readBoard(file, text.value);
  if (!board.ok) return board;
  const now = board.value.now ?? Date.now();
  return ok({ now, rows: orderOf(board.value, now) });
}

async function ofFactory({ connect }: Pick<CommandContext, 'connect'>): Promise<Result<Order>> {
  const there = await snapshotThere(connect);
  if (!there.ok) return there;
  const { snapshot } = there.value;
  const state = stateOf(snapshot);
  const { waiting } = plan(state, snapshot.admission);
  const turns = turnsOf(state);
  const now = Date.now();
  const items = snapshot.threads.flatMap(({ thread }) => turns.of(thread)?.ranked.item ?? []);
  const rows = inOrder(items, now).flatMap((ranked) => {
    const thread = snapshot.threads.find((each) => each.thread === ranked.item.id);
    return thread ? [{ id: thread.number, title: thread.title, ranked, waits: waiting.get(thread.thread) }] : [];
  });
  return ok({ now, rows });
}
