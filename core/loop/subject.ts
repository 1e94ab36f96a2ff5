import type { RepoId, SignalId, ThreadId } from '../ids.ts';
import { isSignalEvent } from './event.ts';
import type { FactoryEvent } from './event.ts';
import { signalIdOf } from './signals/signal-events.ts';

/** What a fact changes: one of the many, or what is there once (`gate`, `harness`, `seat`, `lesson`). */
export type Subject =
  | { readonly kind: 'thread'; readonly id: ThreadId }
  | { readonly kind: 'repo'; readonly id: RepoId }
  | { readonly kind: 'signal'; readonly id: SignalId }
  | { readonly kind: 'shared'; readonly id: string };

export function subjectOf(event: FactoryEvent): Subject {
  if ('thread' in event) return { kind: 'thread', id: event.thread };
  if (isSignalEvent(event)) return { kind: 'signal', id: signalIdOf(event) };
  if ('repo' in event) return { kind: 'repo', id: typeof event.repo === 'string' ? event.repo : event.repo.id };
  return { kind: 'shared', id: event.type.replace(/\..*/, '') };
}
