import { stateOf } from '../../../core/contract/recorded.ts';
import type { ThreadId } from '../../../core/ids.ts';
import { effectsOf, reviewOwed } from '../../../core/loop/effects.ts';
import type { Entry } from '../../../core/loop/event.ts';
import { evolve } from '../../../core/loop/evolve.ts';
import { openAsks } from '../../../core/model/thread.ts';
import type { Thread } from '../../../core/model/thread.ts';
import { fail, ok } from '../../../core/result.ts';
import type { Result } from '../../../core/result.ts';
import type { Connection } from './connect.ts';
import type { Screen } from '../screen.ts';
import { entryLine, namesOf } from '../text/entry-line.ts';

/** Nothing goes on with it until the person does something. */
function isAtRest(thread: Thread): boolean {
  if (reviewOwed(thread)) return false;
  return effectsOf(thread) === undefined || openAsks(thread).length > 0;
}

/**
 * Stays with a thread until it is at rest, and tells on stderr what happens. A factory in this process does its
 * work meanwhile: all that is owed, not only this thread's.
 */
export async function followThread(connection: Connection, screen: Screen, id: ThreadId): Promise<Result<Thread>> {
  return connection.here ? workHere(connection, screen, id) : watch(connection, screen, id);
}

async function workHere(connection: Connection, screen: Screen, id: ThreadId): Promise<Result<Thread>> {
  const before = await connection.call('app.snapshot', {});
  if (!before.ok) return before;
  const names = namesOf(before.value);
  await connection.onEntries((entries) => entries.forEach((entry) => screen.note(entryLine(entry, names))));
  await connection.work();
  const after = await connection.call('app.snapshot', {});
  return after.ok ? found(after.value.threads.find((thread) => thread.thread === id)) : after;
}

async function watch(connection: Connection, screen: Screen, id: ThreadId): Promise<Result<Thread>> {
  const early: Entry[] = [];
  let take = (entries: readonly Entry[]): void => void early.push(...entries);
  await connection.onEntries((entries) => take(entries));
  const snapshot = await connection.call('app.snapshot', {});
  if (!snapshot.ok) return snapshot;
  const state = stateOf(snapshot.value);
  const names = namesOf(snapshot.value);
  return new Promise((resolve) => {
    const settle = () => {
      const thread = state.threads.get(id);
      if (!thread || isAtRest(thread)) resolve(found(thread));
    };
    take = (entries) => {
      for (const entry of entries.filter((each) => each.seq > snapshot.value.seq)) {
        evolve(state, entry);
        if ('thread' in entry.event && entry.event.thread === id) screen.note(entryLine(entry, names));
      }
      settle();
    };
    take(early);
    void connection.lost.then(() => resolve(fail(wentAway)));
  });
}

const wentAway = {
  code: 'connection-lost',
  message: 'Teatree went away while it worked; the thread goes on when it starts again',
  next: 'Start it, or go on here: teatree thread resume, teatree board',
};

function found(thread: Thread | undefined): Result<Thread> {
  return thread ? ok(thread) : fail({ code: 'thread-not-found', message: 'The thread is not there any more' });
}
