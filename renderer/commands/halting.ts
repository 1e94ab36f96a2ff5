import { effectsOf } from '../../core/loop/effects.ts';
import { isUnfinished } from '../../core/model/thread.ts';
import type { Thread } from '../../core/model/thread.ts';
import { tell } from '../window/request.ts';

/** Those that something is owed to; a landing under way is let to its end. */
export function pausable(threads: readonly Thread[]): readonly Thread[] {
  return threads.filter((thread) => !['land', undefined].includes(effectsOf(thread)?.kind));
}

export function pauseAll(threads: readonly Thread[]): void {
  for (const { thread } of pausable(threads)) tell('threads.halt', { thread, halt: 'paused' });
}

export function pausedOf(threads: readonly Thread[]): readonly Thread[] {
  return threads.filter((thread) => thread.halt?.kind === 'paused' && isUnfinished(thread));
}

export function resumeAll(threads: readonly Thread[]): void {
  for (const { thread } of pausedOf(threads)) tell('threads.resume', { thread });
}
