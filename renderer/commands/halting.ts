import { effectsOf } from '../../core/loop/effects.ts';
import type { Thread } from '../../core/model/thread.ts';
import { tell } from '../window/request.ts';

/** Those that something is owed to; a landing under way is let to its end. */
export function pausable(threads: readonly Thread[]): readonly Thread[] {
  return threads.filter((thread) => !['land', undefined].includes(effectsOf(thread)?.kind));
}

export function pauseAll(threads: readonly Thread[]): void {
  for (const { thread } of pausable(threads)) tell('threads.halt', { thread, halt: 'paused' });
}
