import { withTrial } from '../../model/attention/trial.ts';
import { sameEdge } from '../../model/attention/edge.ts';
import type { Thread } from '../../model/thread.ts';
import type { ThreadEvent } from '../event.ts';

type LinkEvent = Extract<
  ThreadEvent,
  { type: 'thread.linked' | 'thread.unlinked' | 'thread.found-alike' | 'thread.tried-together' }
>;

/** Seen of a thread by somebody who looked at it: nothing has happened to it. */
const noticed: ReadonlySet<string> = new Set([
  'thread.found-alike',
  'thread.found-dead',
  'thread.tried-together',
] satisfies ThreadEvent['type'][]);

export function movedAt(thread: Thread, event: ThreadEvent, at: number): number {
  return noticed.has(event.type) ? (thread.movedAt ?? thread.updatedAt) : at;
}

export function evolveLinks(thread: Thread, event: LinkEvent, at: number): Thread {
  if (event.type === 'thread.found-alike') {
    const others = (thread.alike ?? []).filter(({ to }) => to !== event.alike.to);
    return { ...thread, alike: [...others, { ...event.alike, at }] };
  }
  if (event.type === 'thread.tried-together')
    return { ...thread, trials: withTrial(thread.trials, { ...event.trial, at }) };
  const edges = (thread.edges ?? []).filter((edge) => !sameEdge(edge, event.edge));
  return { ...thread, edges: event.type === 'thread.linked' ? [...edges, event.edge] : edges };
}
