import { named, quoted } from '../../brief/quote.ts';
import type { SignalId, ThreadId } from '../../ids.ts';
import type { FactoryState } from '../../loop/state.ts';
import type { KnownSignal } from '../../model/deciding/signal.ts';
import type { Thread } from '../../model/thread.ts';
import { standing } from '../../views/board.ts';
import { totalUsage } from '../../views/text/usage.ts';
import { cutAt } from '../../views/text/visible.ts';

const mostBody = 6000;
const mostRuns = 5;

/** A thread as a model reads it when it wants to know more: the goal quoted line by line, and what became of it so far. */
export function threadText({ repos, threads }: Pick<FactoryState, 'repos' | 'threads'>, thread: Thread): string {
  const { number, title, goal, runs, changes, edges = [] } = thread;
  const { word, reason } = standing(thread, undefined);
  const cost = totalUsage(runs)?.costUsd;
  return [
    `thread #${String(number)} ${named(title, 200)}: ${word}${reason === '' ? '' : `, ${named(reason)}`}`,
    ...thread.repos.map((id) => `in ${named(repos.get(id)?.name ?? id, 100)}`),
    ...edges.map(({ kind, to }) => `${kind} #${String(threads.get(to)?.number ?? '?')}`),
    ...runs.slice(-mostRuns).map(({ harness, state }) => {
      const end = state.kind === 'ended' ? `${state.outcome}: ${named(state.reason)}` : state.kind;
      return `run of ${harness?.id ?? 'an agent'} ${end}`;
    }),
    `${String(runs.length)} runs, ${cost === undefined ? 'cost unknown' : `$${cost.toFixed(2)}`}`,
    ...changes.map((change) => `changes ${String(change.files)} files, ${String(change.commits)} commits`),
    cutBody('the goal', goal),
  ].join('\n');
}

/** A signal as a model reads it: its words stand there quoted and are nobody's orders. */
export function signalText({ signal }: KnownSignal): string {
  const { id, source, kind, trust, title, body, refs, paths, actor } = signal;
  return [
    `signal ${id} ${kind} of ${source} ${trust} ${named(title)}`,
    `told by ${named(actor)}`,
    ...refs.slice(0, 20).map((ref) => `names ${named(ref)}`),
    ...paths.slice(0, 20).map((path) => `path ${named(path)}`),
    cutBody('the signal', body),
  ].join('\n');
}

/** All there is to read about a thread or a signal. */
export function subjectText(state: FactoryState, subject: ThreadId | SignalId): string {
  const thread = state.threads.get(subject as ThreadId);
  const known = state.signals.get(subject as SignalId);
  return thread ? threadText(state, thread) : known ? signalText(known) : '';
}

function cutBody(source: string, body: string): string {
  const { text, more } = cutAt(body, mostBody);
  return `${quoted(source, text)}${more > 0 ? `\nand ${String(more)} more characters` : ''}`;
}
