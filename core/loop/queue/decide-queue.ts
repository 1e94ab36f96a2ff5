import type { InstructionId, ThreadId } from '../../ids.ts';
import type { Actor } from '../../model/ask.ts';
import type { Thread } from '../../model/thread.ts';
import { fail, ok } from '../../result.ts';
import type { Result } from '../../result.ts';
import { queuedMessages } from './queue-events.ts';
import type { QueueEvent } from './queue-events.ts';

type About = { readonly thread: ThreadId; readonly message: InstructionId; readonly by: Actor };

export type QueueCommand =
  | (About & { readonly type: 'message.edit'; readonly text: string })
  | (About & { readonly type: 'message.withdraw' })
  /** To stand right before another one; without it, last. */
  | (About & { readonly type: 'message.move'; readonly before?: InstructionId | undefined });

/** Only what nobody has heard can be changed: what was said was said. */
export function decideQueue(thread: Thread, command: QueueCommand): Result<readonly QueueEvent[]> {
  const queued = new Set(queuedMessages(thread).map(({ id }) => id));
  const { message, by } = command;
  if (!queued.has(message))
    return fail({
      code: 'message-not-waiting',
      message: 'The agent has that message already, or it was taken back',
      next: 'Send another one that puts it right',
    });
  const about = { thread: thread.thread, message, by };
  if (command.type === 'message.edit') return ok([{ type: 'message.edited', ...about, text: command.text }]);
  if (command.type === 'message.withdraw') return ok([{ type: 'message.withdrawn', ...about }]);
  const { before } = command;
  if (before === message) return ok([]);
  if (before !== undefined && !queued.has(before))
    return fail({ code: 'message-not-waiting', message: 'The message to stand before is not waiting any more' });
  return ok([{ type: 'message.moved', ...about, before }]);
}
