import { z } from 'zod';
import { Priority, Size } from '../model/attention/triage.ts';
import { pathText } from '../placed-problem.ts';
import { fail, ok } from '../result.ts';
import type { Result } from '../result.ts';
import { createPlaces } from './limits.ts';
import { inOrder, stages } from './order.ts';
import type { Item, Ranked } from './order.ts';
import { createWaits, pathBetween } from './waits.ts';

/** Milliseconds since the epoch, or a date as ISO 8601 writes it. */
const moment = z
  .union([z.number(), z.iso.datetime({ offset: true }), z.iso.date()])
  .transform((at) => Number(new Date(at)));
const count = z.number().int().nonnegative();
const id = z.union([z.string().min(1), z.number()]);

const BoardThread = z.object({
  id,
  title: z.string().default(''),
  priority: Priority.default('P2'),
  size: Size.default(3),
  due: moment.nullish(),
  /** Without it the thread is new. */
  createdAt: moment.optional(),
  repo: z.string().optional(),
  repos: z.array(z.string()).optional(),
  stage: z.enum(stages).default('start'),
  blockedBy: z.array(id).default([]),
  retries: count.default(0),
  boost: z.number().default(0),
  /** The smallest number comes first; `true` is 0. */
  pinned: z.union([z.boolean(), z.number()]).nullish(),
  background: z.boolean().default(false),
});
type BoardThread = z.infer<typeof BoardThread>;

const BoardFile = z.object({
  now: moment.optional(),
  limits: z.object({ places: count.optional(), perRepo: count.optional() }).default({}),
  threads: z.array(BoardThread),
});

/** A board written by hand or by a program, as the order reads it. */
export type Board = {
  readonly now: number | undefined;
  readonly limits: z.infer<typeof BoardFile>['limits'];
  readonly threads: readonly BoardThread[];
};

/** A refusal names the field, such as `threads[3].size`. */
export function parseBoard(value: unknown): Result<Board> {
  const parsed = BoardFile.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const path = pathText(issue?.path.map((part) => (typeof part === 'number' ? part : String(part))) ?? []);
    return wrong(path, issue?.message ?? 'is no board');
  }
  const { threads } = parsed.data;
  const known = new Set(threads.map((thread) => String(thread.id)));
  for (const [at, thread] of threads.entries()) {
    const twin = threads.findIndex((each) => String(each.id) === String(thread.id));
    if (twin < at)
      return wrong(`threads[${String(at)}].id`, `${String(thread.id)} is the id of threads[${String(twin)}] too`);
    const missing = thread.blockedBy.findIndex((other) => !known.has(String(other)));
    if (missing >= 0)
      return wrong(
        `threads[${String(at)}].blockedBy[${String(missing)}]`,
        `there is no thread ${String(thread.blockedBy[missing])}; leave out what is done`,
      );
    const circle = circleAt(threads, thread);
    if (circle !== undefined) return wrong(`threads[${String(at)}].blockedBy`, `${circle} is a circle`);
  }
  return ok({ ...parsed.data, now: parsed.data.now });
}

function wrong(path: string, message: string): Result<never> {
  return fail({
    code: 'invalid-input',
    message: `${path === '' ? 'the board' : path}: ${message}`,
    next: 'See what a board looks like: teatree help attention',
  });
}

function circleAt(threads: readonly BoardThread[], { id: from, blockedBy }: BoardThread): string | undefined {
  const along = (each: string) => threads.find((thread) => String(thread.id) === each)?.blockedBy.map(String) ?? [];
  for (const first of blockedBy) {
    const path = pathBetween(String(first), String(from), along);
    if (path) return [String(from), ...path].join(' → ');
  }
  return undefined;
}

/** The board in order, each thread with why it may not begin now, if it may not. */
export function orderOf(
  { threads, limits }: Board,
  now: number,
): readonly {
  readonly id: string | number;
  readonly title: string;
  readonly ranked: Ranked;
  readonly waits: string | undefined;
}[] {
  const byId = new Map(threads.map((thread) => [String(thread.id), thread]));
  const places = createPlaces(
    { places: limits.places ?? Infinity, perRepo: limits.perRepo },
    threads.filter(({ background, blockedBy }) => background && blockedBy.length === 0).length,
  );
  return inOrder(itemsOf(threads, now), now).flatMap((ranked) => {
    const thread = byId.get(ranked.item.id);
    if (!thread) return [];
    const occupant = { repos: reposOf(thread), lane: ranked.lane };
    const waits = ranked.item.blocked ? `waits for ${thread.blockedBy.join(', ')}` : places.refuse(occupant);
    if (waits === undefined) places.take(occupant);
    return [{ id: thread.id, title: thread.title, ranked, waits }];
  });
}

function reposOf({ repo, repos }: BoardThread): readonly string[] {
  return repos ?? (repo === undefined ? [] : [repo]);
}

function itemsOf(threads: readonly BoardThread[], now: number): readonly Item[] {
  const waits = createWaits();
  for (const { id: thread, priority, blockedBy } of threads)
    waits.set({ id: String(thread), open: true, urgent: priority === 'P0', waitsFor: blockedBy.map(String) });
  return threads.map(
    ({ id: raw, title: _, repo: __, repos: ___, blockedBy, due, pinned, createdAt = now, ...thread }) => {
      const key = String(raw);
      const pin = pinned === true ? 0 : pinned;
      return {
        ...{
          ...thread,
          id: key,
          createdAt,
          number: Number(/^#?(\d+)$/.exec(key)?.[1] ?? 0),
          blocked: blockedBy.length > 0,
        },
        ...{ builtOn: 0, unblocks: waits.unblocks(key), holdsUrgent: waits.holdsUrgent(key) },
        ...(due != null && { due }),
        ...(typeof pin === 'number' && { pinned: pin }),
      };
    },
  );
}
