import type { Thread } from '../../../core/model/thread.ts';
import { ok } from '../../../core/result.ts';
import type { Result } from '../../../core/result.ts';
import type { CommandContext, Positional } from '../command-line/command.ts';
import { findThread } from '../names.ts';
import type { Errand } from './connect.ts';
import { snapshotThere } from './snapshot-there.ts';
import type { SnapshotThere } from './snapshot-there.ts';

/** The positional that `threadThere` reads. */
export const THREAD: Positional = { name: 'THREAD', about: 'its number or id' };

export type ThreadThere = SnapshotThere & { readonly thread: Thread };

/** Reaches the factory and finds the thread that was named, as it stands there. */
export async function threadThere(
  { args, connect }: Pick<CommandContext, 'args' | 'connect'>,
  errand: Errand = 'record',
): Promise<Result<ThreadThere>> {
  const there = await snapshotThere(connect, errand);
  if (!there.ok) return there;
  const thread = findThread(there.value.snapshot, args.positional(THREAD.name));
  return thread.ok ? ok({ ...there.value, thread: thread.value }) : thread;
}
