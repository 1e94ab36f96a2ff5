import type { Snapshot } from '../../core/contract.ts';
import type { ThreadId } from '../../core/ids.ts';
import { headsOf } from '../../core/model/change-set.ts';
import type { Thread } from '../../core/model/thread.ts';
import type { SocketClient } from '../../main/ipc/socket/client.ts';
import { standing } from '../../core/views/board.ts';

/** Does what is asked of the person as soon as it is asked. True when the thread has landed. */
export async function actOnce({ call }: SocketClient, id: ThreadId): Promise<boolean> {
  const snapshot = await read({ call });
  const thread = snapshot.threads.find((each) => each.thread === id);
  if (!thread) throw new Error('The thread is gone');
  const at = standing(thread, undefined);
  if (at.column === 'landed') return true;
  const ask = thread.asks.find((each) => each.state.kind === 'open');
  if (ask?.subject.kind === 'stuck') throw new Error(`The thread is stuck: ${ask.subject.text}`);
  // A refusal is fine here: the answer may have been given just before the last cut.
  if (ask)
    await call('asks.answer', { ask: ask.id, generation: ask.generation, answer: { kind: 'approve', scope: 'once' } });
  else if (at.column === 'in-review' || at.word === 'ready to land') await land({ call }, thread);
  else if (at.tone === 'failed') throw new Error(`${at.word}: ${at.reason}`);
  return false;
}

async function land({ call }: Pick<SocketClient, 'call'>, thread: Thread): Promise<void> {
  await call('threads.land', { thread: thread.thread, heads: [...headsOf(thread.changes)] });
}

export async function read({ call }: Pick<SocketClient, 'call'>): Promise<Snapshot> {
  const snapshot = await call('app.snapshot', {});
  if (!snapshot.ok) throw new Error(snapshot.error.message);
  return snapshot.value;
}
