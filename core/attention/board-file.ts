import { z } from 'zod';
import { Priority, Size } from '../model/attention/triage.ts';
import type { Parsed, PlacedProblem } from '../placed-problem.ts';
import { createPlaces } from './limits.ts';
import { inOrder, stages } from './order.ts';
import type { Item, Ranked } from './order.ts';
import { createWaits, pathBetween } from './waits.ts';

/** Milliseconds since the epoch, or a date as ISO 8601 writes it. */
const moment = z
  .union([z.number(), z.iso.datetime({ offset: true }), z.iso.date()])
  .transform((at) => Number(new Date(at)));
const hour = 3_600_000;
const count = z.number().int().nonnegative();
const id = z.union([z.string().min(1), z.number()]);
/** `P1`, `p1` or 1. */
const priority = z.preprocess(
  (given) =>
    String(given)
      .toUpperCase()
      .replace(/^(?=\d$)/, 'P'),
  Priority,
);

const Fields = z.object({
  id,
  title: z.string().default(''),
  priority: priority.default('P2'),
  size: Size.default(3),
  due: moment.nullish(),
  /** The same as counted from now. */
  hoursLeft: z.number().nullish(),
  /** Without it the thread is new. */
  createdAt: moment.optional(),
  ageDays: z.number().optional(),
  repo: z.string().optional(),
  repos: z.array(z.string()).optional(),
  stage: z.enum(stages).default('start'),
  blockedBy: z.array(id).default([]),
  /** Threads beside those of this board that wait for it. */
  unblocks: count.default(0),
  retries: count.default(0),
  boost: z.number().default(0),
  /** The smallest number comes first; `true` is 0. */
  pinned: z.union([z.boolean(), z.number()]).nullish(),
  background: z.boolean().default(false),
});
const BoardThread = z.preprocess(inOurWords, Fields);
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

/** Other words for the same, so that what another program knows can be fed in as it is. */
const ourWords: Readonly<Record<string, keyof z.infer<typeof Fields>>> = {
  ...{ created: 'createdAt', dueAt: 'due', deadline: 'due', pin: 'pinned', userBoost: 'boost', failures: 'retries' },
  ...{ waitsFor: 'blockedBy', dependsOn: 'blockedBy', name: 'title', dueInHours: 'hoursLeft' },
};

/** `created_at` and `createdAt` are one; what is no word of ours is left alone. */
function inOurWords(thread: unknown): unknown {
  if (typeof thread !== 'object' || thread === null) return thread;
  const camel = (key: string) => key.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return Object.fromEntries(
    Object.entries(thread).map(([key, value]) => [ourWords[camel(key)] ?? camel(key), value as unknown]),
  );
}

/** What to do about any problem of a board. */
export const boardHint = 'See what a board looks like: teatree help attention';

/** A board, or only its threads in a list. A problem names the field, such as `threads[3].size`. */
export function parseBoard(value: unknown): Parsed<Board> {
  const parsed = BoardFile.safeParse(Array.isArray(value) ? { threads: value as unknown[] } : value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const path = issue?.path.map((part) => (typeof part === 'number' ? part : String(part))) ?? [];
    return wrong(path, issue?.message ?? 'is no board');
  }
  const { threads } = parsed.data;
  const places = new Map<string, number>();
  for (const [at, { id: raw }] of threads.entries()) {
    const twin = places.get(String(raw));
    if (twin !== undefined)
      return wrong(['threads', at, 'id'], `${String(raw)} is the id of threads[${String(twin)}] too`);
    places.set(String(raw), at);
  }
  const along: Along = (each) => threads[places.get(each) ?? -1]?.blockedBy.map(String) ?? [];
  for (const [at, thread] of threads.entries()) {
    const missing = thread.blockedBy.findIndex((other) => !places.has(String(other)));
    if (missing >= 0) {
      const field = ['threads', at, 'blockedBy', missing];
      return wrong(field, `there is no thread ${String(thread.blockedBy[missing])}; leave out what is done`);
    }
  }
  for (const thread of knotted(threads)) {
    const circle = circleAt(thread, along);
    const at = places.get(String(thread.id)) ?? 0;
    if (circle !== undefined) return wrong(['threads', at, 'blockedBy'], `${circle} is a circle`);
  }
  return { ok: true, value: { ...parsed.data, now: parsed.data.now } };
}

function wrong(path: PlacedProblem['path'], message: string): Parsed<never> {
  return { ok: false, problems: [{ path, message, next: boardHint }] };
}

/** What is left when all whose blockers are gone is taken away, again and again: circles, and what waits for them. */
function knotted(threads: readonly BoardThread[]): readonly BoardThread[] {
  const blockers = new Map(threads.map(({ id: raw, blockedBy }) => [String(raw), new Set(blockedBy.map(String))]));
  const waiters = new Map<string, string[]>();
  for (const each of blockers.keys()) waiters.set(each, []);
  for (const [each, others] of blockers) for (const other of others) waiters.get(other)?.push(each);
  const free = new Set([...blockers].flatMap(([each, others]) => (others.size === 0 ? [each] : [])));
  for (const each of free)
    for (const waiter of waiters.get(each) ?? []) {
      const left = blockers.get(waiter);
      left?.delete(each);
      if (left?.size === 0) free.add(waiter);
    }
  return threads.filter(({ id: raw }) => !free.has(String(raw)));
}

type Along = (id: string) => readonly string[];

function circleAt({ id: from, blockedBy }: BoardThread, along: Along): string | undefined {
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
  return threads.map(({ id: raw, priority, size, stage, retries, boost, background, blockedBy, ...thread }) => {
    const key = String(raw);
    const pin = thread.pinned === true ? 0 : thread.pinned;
    const due = thread.due ?? (thread.hoursLeft == null ? undefined : now + thread.hoursLeft * hour);
    return {
      ...{ id: key, priority, size, stage, retries, boost, background, blocked: blockedBy.length > 0 },
      ...{ number: Number(/^#?(\d+)$/.exec(key)?.[1] ?? 0), createdAt: createdOf(thread, now) },
      ...{ builtOn: 0, unblocks: waits.unblocks(key) + thread.unblocks, holdsUrgent: waits.holdsUrgent(key) },
      ...(due !== undefined && { due }),
      ...(typeof pin === 'number' && { pinned: pin }),
    };
  });
}

function createdOf({ createdAt, ageDays = 0 }: Pick<BoardThread, 'createdAt' | 'ageDays'>, now: number): number {
  return createdAt ?? now - 24 * ageDays * hour;
}
