import type { ThreadId } from '../ids.ts';
import { isAlive } from '../model/run.ts';
import { openReview } from '../model/review/review.ts';
import { currentLanding, isUnfinished, openAsks } from '../model/thread.ts';
import type { Thread } from '../model/thread.ts';

/** Threads at rest that were not read yet. None of them changes while it lies here. */
export type Stack = {
  get(id: ThreadId): Thread | undefined;
  has(id: ThreadId): boolean;
  /** Those with `from` ≤ number < `below`. */
  between(from: number, below: number): readonly Thread[];
  /** No number is above it. */
  readonly highest: number;
};

/**
 * Nothing is owed to it or under way, nothing of it lies on the disk, and no rule asks what it is to others: a start
 * can do without it. What does not hold for a thread at rest may be looked for among those that are `awake`.
 */
export function isAtRest(thread: Thread): boolean {
  if (isUnfinished(thread) || thread.workspace.kind !== 'none' || thread.reviews.length > 0) return false;
  if (thread.runs.some(isAlive) || openReview(thread.reviews) || openAsks(thread).length > 0) return false;
  if (!thread.dropped && thread.halt) return false;
  if (currentLanding(thread)?.ended === undefined && thread.landings.length > 0) return false;
  return !thread.edges?.some(({ kind }) => kind === 'supersedes');
}

/**
 * The threads by id, in the order of their numbers, with a record of which of them changed, so that looking again costs
 * what changed. Those at rest may lie on a stack: each is read when it is asked for, and all when all are.
 */
export class Threads extends Map<ThreadId, Thread> {
  #changed = new Set<ThreadId>();
  #stack: Stack | undefined;
  /** Those on the stack with a number from this on are here. */
  #readFrom = 0;

  constructor(threads: Iterable<Thread> = []) {
    super();
    for (const thread of threads) this.set(thread.thread, thread);
  }

  /** From now on those that are not here are looked for on the stack. */
  lean(on: Stack): void {
    this.#stack = on;
    this.#readFrom = on.highest + 1;
  }

  override get(id: ThreadId): Thread | undefined {
    return super.get(id) ?? this.#fetch(id);
  }

  override has(id: ThreadId): boolean {
    return super.has(id) || this.#stack?.has(id) === true;
  }

  override set(id: ThreadId, thread: Thread): this {
    this.#changed.add(id);
    return super.set(id, thread);
  }

  override delete(id: ThreadId): boolean {
    this.#changed.add(id);
    return super.delete(id);
  }

  override get size(): number {
    this.#readAll();
    return super.size;
  }

  override keys(): MapIterator<ThreadId> {
    this.#readAll();
    return super.keys();
  }

  override values(): MapIterator<Thread> {
    this.#readAll();
    return super.values();
  }

  override entries(): MapIterator<[ThreadId, Thread]> {
    this.#readAll();
    return super.entries();
  }

  override [Symbol.iterator](): MapIterator<[ThreadId, Thread]> {
    return this.entries();
  }

  override forEach(look: (thread: Thread, id: ThreadId, threads: Map<ThreadId, Thread>) => void): void {
    for (const [id, thread] of this) look(thread, id, this);
  }

  /** All that are not at rest, and of the others those that are here. */
  awake(): Iterable<Thread> {
    return this.#stack ? [...super.values()].sort(byNumber) : super.values();
  }

  /** Whether nothing is left on the stack. */
  isWhole(): boolean {
    return this.#stack === undefined;
  }

  /** Those with `from` ≤ number < `below`; what has to be read for it is not kept. */
  between(from: number, below: number): readonly Thread[] {
    const here = [...super.values()].filter(({ number }) => number >= from && number < below);
    const lying = this.#stack?.between(from, below).filter(({ thread }) => !super.has(thread)) ?? [];
    return [...here, ...lying].sort(byNumber);
  }

  /** The highest number that was given to a thread; 0 while there is none. */
  highest(): number {
    let highest = this.#stack?.highest ?? 0;
    for (const { number } of super.values()) highest = Math.max(highest, number);
    return highest;
  }

  /** Takes the next from the stack, about so many; false when nothing is left there. */
  read(count: number): boolean {
    if (!this.#stack) return false;
    const from = this.#readFrom - count > 1 ? this.#readFrom - count : -Infinity;
    for (const thread of this.#stack.between(from, this.#readFrom)) this.#take(thread);
    this.#readFrom = from;
    if (from > 0) return true;
    this.#stack = undefined;
    this.#putInOrder();
    return false;
  }

  /** Takes up those that are not here, as they are: nobody has to look at them again. */
  add(threads: Iterable<Thread>): void {
    for (const thread of threads) this.#take(thread);
    this.#putInOrder();
  }

  /** Those that were set or deleted since it was called last. */
  takeChanged(): ReadonlySet<ThreadId> {
    const changed = this.#changed;
    this.#changed = new Set();
    return changed;
  }

  #fetch(id: ThreadId): Thread | undefined {
    const thread = this.#stack?.get(id);
    if (thread) this.#take(thread);
    return thread;
  }

  #take(thread: Thread): void {
    if (!super.has(thread.thread)) super.set(thread.thread, thread);
  }

  #readAll(): void {
    while (this.read(atOnce));
  }

  /** While threads come from a stack nobody goes through the map itself, so nobody meets a thread twice. */
  #putInOrder(): void {
    const sorted = [...super.values()].sort(byNumber);
    super.clear();
    for (const thread of sorted) super.set(thread.thread, thread);
  }
}

const atOnce = 2000;

function byNumber(a: Thread, b: Thread): number {
  return a.number - b.number;
}
