import { stateOf } from '../../../core/contract/recorded.ts';
import type { ThreadId } from '../../../core/ids.ts';
import { evolve } from '../../../core/loop/evolve.ts';
import type { Entry } from '../../../core/loop/event.ts';
import { openAsks } from '../../../core/model/thread.ts';
import type { Thread } from '../../../core/model/thread.ts';
import type { Ask, Answer } from '../../../core/model/ask.ts';
import type { TrialFactory } from './trial-factory.ts';

export type Limits = { readonly minutes: number; readonly calls: number; readonly signal: AbortSignal };

/** `over`: its turn has ended, or will not begin. The rest is no fault of the agent. */
export type WatchEnd = 'over' | 'too-long' | 'too-many-calls' | 'lost' | 'stopped';

export type Watched = {
  readonly end: WatchEnd;
  readonly thread: Thread | undefined;
  readonly entries: readonly Entry[];
};

/** Follows a thread until its first turn has ended. Whatever it asks, nobody is there to say yes. */
export async function watchThread(factory: TrialFactory, id: ThreadId, limits: Limits): Promise<Watched> {
  const entries: Entry[] = [];
  let wake: () => void = () => undefined;
  await factory.onEntries((batch) => {
    entries.push(...batch);
    wake();
  });
  const snapshot = await factory.call('app.snapshot', {});
  if (!snapshot.ok) return { end: 'lost', thread: undefined, entries };
  const state = stateOf(snapshot.value);
  const answered = new Set<string>();
  let seen = 0;

  function look(): WatchEnd | undefined {
    // What happens after its turn is not looked at, so that it does not matter how soon we look.
    while (seen < entries.length && !isOver(state.threads.get(id))) {
      const entry = entries[seen];
      seen += 1;
      if (entry && entry.seq > snapshotSeq) evolve(state, entry);
    }
    const thread = state.threads.get(id);
    if (!thread) return undefined;
    if (isOver(thread)) return 'over';
    for (const ask of openAsks(thread)) answerOnce(factory, ask, answered);
    const { allow, deny, ask } = thread.verdicts;
    return allow + deny + ask > limits.calls ? 'too-many-calls' : undefined;
  }

  const snapshotSeq = snapshot.value.seq;
  const end = await new Promise<WatchEnd>((resolve) => {
    const late = setTimeout(() => resolve('too-long'), limits.minutes * 60_000);
    const settle = (how: WatchEnd | undefined) => {
      if (how === undefined) return;
      clearTimeout(late);
      resolve(how);
    };
    wake = () => settle(look());
    limits.signal.addEventListener('abort', () => settle('stopped'), { once: true });
    void factory.lost.then(() => settle('lost'));
    if (limits.signal.aborted) settle('stopped');
    wake();
  });
  wake = () => undefined;
  return { end, thread: state.threads.get(id), entries };
}

function isOver(thread: Thread | undefined): boolean {
  return thread?.workspace.kind === 'failed' || thread?.runs.at(-1)?.state.kind === 'ended';
}

/** No to what needs approval; a question goes back to the agent. */
function answerOnce({ call }: TrialFactory, ask: Ask, answered: Set<string>): void {
  const key = `${ask.id} ${String(ask.generation)}`;
  if (answered.has(key) || ask.subject.kind === 'stuck') return;
  answered.add(key);
  const answer: Answer =
    ask.subject.kind === 'question'
      ? { kind: 'choose', text: 'Nobody is here to answer. Decide yourself, and say what you decided.' }
      : { kind: 'reject', reason: 'Nobody is here to approve it. Do it in another way, or leave it and say so.' };
  // An ask that was withdrawn meanwhile wants no answer.
  void call('asks.answer', { ask: ask.id, generation: ask.generation, answer });
}
