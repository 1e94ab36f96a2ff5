import type { Snapshot } from '../../../core/contract.ts';
import type { Thread } from '../../../core/model/thread.ts';
import { ok } from '../../../core/result.ts';
import type { Result } from '../../../core/result.ts';
import type { CommandContext, Positional } from '../command-line/command.ts';
import { findThread } from '../names.ts';
import type { Connection, Errand } from './connect.ts';

/** The positional that `threadThere` reads. */
export const THREAD: Positional = { name: 'THREAD', about: 'its number or id' };

export type ThreadThere = {
  readonly connection: Connection;
  readonly call: Connection['call'];
  readonly snapshot: Snapshot;
  readonly thread: Thread;
};

/** Reaches the factory and finds the thread that was named, as it stands there. */
export async function threadThere(
  { args, connect }: Pick<CommandContext, 'args' | 'connect'>,
  errand: Errand = 'record',
): Promise<Result<ThreadThere>> {
  const connection = await connect(errand);
  if (!connection.ok) return connection;
  const { call } = connection.value;
  const snapshot = await call('app.snapshot', {});
  if (!snapshot.ok) return snapshot;
  const thread = findThread(snapshot.value, args.positional(THREAD.name));
  return thread.ok
    ? ok({ connection: connection.value, call, snapshot: snapshot.value, thread: thread.value })
    : thread;
}
