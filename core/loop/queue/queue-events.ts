import { z } from 'zod';
import { InstructionId, ThreadId } from '../../ids.ts';
import { Actor } from '../../model/ask.ts';
import type { PendingInstruction, Thread } from '../../model/thread.ts';
import { assertNever } from '../../result.ts';

const about = { thread: ThreadId, message: InstructionId, by: Actor };

/** What the person does with messages that no agent has heard yet. */
export const queueEvents = [
  z.object({ type: z.literal('message.edited'), ...about, text: z.string().min(1).max(100_000) }),
  z.object({ type: z.literal('message.withdrawn'), ...about }),
  /** To stand right before another one; without it, last. */
  z.object({ type: z.literal('message.moved'), ...about, before: InstructionId.optional() }),
] as const;
export type QueueEvent = z.infer<(typeof queueEvents)[number]>;

export function isQueueEvent(event: { readonly type: string }): event is QueueEvent {
  return event.type.startsWith('message.');
}

/** Messages that no turn began with and no agent heard, in the order in which they will be said. */
export function queuedMessages({ instructions, runs }: Pick<Thread, 'instructions' | 'runs'>) {
  const begun = new Set(runs.map((run) => run.instruction));
  return instructions.filter(({ kind, done, id }) => kind === 'message' && !done && !begun.has(id));
}

export function evolveQueue(thread: Thread, event: QueueEvent): Thread {
  switch (event.type) {
    case 'message.edited':
      return patched(thread, event.message, { text: event.text, edited: true });
    case 'message.withdrawn':
      return patched(thread, event.message, { done: true, withdrawn: true });
    case 'message.moved':
      return movedBefore(thread, event.message, event.before);
    default:
      return assertNever(event);
  }
}

function patched(thread: Thread, id: InstructionId, patch: Partial<PendingInstruction>): Thread {
  return {
    ...thread,
    instructions: thread.instructions.map((each) => (each.id === id ? { ...each, ...patch } : each)),
  };
}

/** The messages change places among themselves; whatever stands between them stays where it is. Without `before`: last. */
export function movedBefore(thread: Thread, message: InstructionId, before: InstructionId | undefined): Thread {
  const queued = queuedMessages(thread);
  const one = queued.find(({ id }) => id === message);
  if (!one || before === message) return thread;
  const others = queued.filter((each) => each !== one);
  const found = others.findIndex(({ id }) => id === before);
  const order = others.toSpliced(found === -1 ? others.length : found, 0, one);
  return { ...thread, instructions: thread.instructions.map((each) => order[queued.indexOf(each)] ?? each) };
}
