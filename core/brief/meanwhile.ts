import type { Run } from '../model/run.ts';
import type { Thread } from '../model/thread.ts';

/** A thread with only what came after a run, for the agent of that run: what it saw itself is not told to it again. */
export function meanwhile(thread: Thread, { id, state, startedAt }: Run): Thread {
  const since = state.kind === 'ended' ? state.at : startedAt;
  const runs = thread.runs.slice(thread.runs.findIndex((run) => run.id === id) + 1);
  const heard = new Set(runs.map(({ instruction }) => instruction));
  return {
    ...thread,
    runs,
    instructions: thread.instructions.filter((each) => each.at >= since || heard.has(each.id)),
    asks: thread.asks.filter(({ openedAt, state: ask }) => ask.kind === 'open' || Math.max(openedAt, ask.at) >= since),
    rounds: thread.rounds.filter((round) => round.startedAt >= since),
  };
}
