import { useMemo } from 'react';
import type { Thread } from '../../core/model/thread.ts';
import { betweenThreads } from '../../core/views/attention/between.ts';
import type { Between } from '../../core/views/attention/between.ts';
import { useMirror } from './mirror.ts';
import type { Mirror } from './mirror.ts';

/** What was found out about a thread and others: the same list as long as it says the same, however others change. */
export function useBetween(thread: Thread): readonly Between[] {
  return useMirror(useMemo(() => betweenOf(thread), [thread]));
}

function betweenOf(thread: Thread): (mirror: Mirror) => readonly Between[] {
  let last: { readonly version: number; readonly found: readonly Between[] } | undefined;
  return ({ version, factory }) => {
    if (last?.version === version) return last.found;
    const found = betweenThreads(thread, factory.threads);
    last = { version, found: last && saysTheSame(last.found, found) ? last.found : found };
    return last.found;
  };
}

function saysTheSame(before: readonly Between[], now: readonly Between[]): boolean {
  return (
    before.length === now.length &&
    now.every(({ key, at, text, reason }, index) => {
      const was = before[index];
      return was?.key === key && was.at === at && was.text === text && was.reason === reason;
    })
  );
}
