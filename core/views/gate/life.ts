import type { Ask } from '../../model/ask.ts';
import type { Run } from '../../model/run.ts';
import { isAlive } from '../../model/run.ts';
import type { Thread } from '../../model/thread.ts';
import { currentRun, openAsks } from '../../model/thread.ts';

/** Why a thread is halted as ungated: the reason of its run, and the ask that says how to go on, if it is still open. */
export type Ungated = { readonly reason: string; readonly ask: Ask | undefined };

/** A run that acted, or could have, without being asked. It stays so until another run has started. */
export function ungated(thread: Thread): Ungated | undefined {
  const ask = openAsks(thread).find(({ subject }) => subject.kind === 'stuck' && subject.code === 'ungated');
  const state = currentRun(thread)?.state;
  const reason = state?.kind === 'ended' && state.outcome === 'ungated' ? state.reason : undefined;
  if (!ask && reason === undefined) return undefined;
  return { reason: reason ?? (ask?.subject.kind === 'stuck' ? ask.subject.text : ''), ask };
}

/** The run whose gate has a heartbeat to show. */
export function beatingRun(thread: Thread): Run | undefined {
  const run = currentRun(thread);
  return isAlive(run) ? run : undefined;
}

/** Whether the system holds the run back beneath the gate, in words; undefined before its process runs. */
export function containedWords({ contained }: Run): { readonly held: boolean; readonly detail: string } | undefined {
  if (!contained) return undefined;
  return contained.kind === 'contained'
    ? { held: true, detail: `by ${contained.by}` }
    : { held: false, detail: contained.reason };
}
