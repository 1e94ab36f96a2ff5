import { useState, useSyncExternalStore } from 'react';
import type { Against } from '../../../core/contract/thread/change-methods.ts';
import type { RepoFiles } from '../../../core/contract/thread/work-methods.ts';
import { currentRun } from '../../../core/model/thread.ts';
import type { Thread } from '../../../core/model/thread.ts';
import type { Result } from '../../../core/result.ts';
import { useSteadyAnswer } from '../../window/use-answer.ts';

export type Reading = {
  readonly answer: Result<readonly RepoFiles[]> | undefined;
  readonly refresh: () => void;
  /** The person doubts what is shown: nothing is taken from an earlier look. */
  readonly lookAnew: () => void;
};

/** What differs now. It is read again when a turn ends or lands commits, when the person comes back, and when asked to. */
export function useReading(thread: Thread, against: Against): Reading {
  const [asked, setAsked] = useState({ times: 0, doubted: '' });
  const returns = useSyncExternalStore(onReturn, () => returned);
  const heads = thread.changes.map((change) => change.head).join(' ');
  const turn = `${String(thread.runs.length)} ${currentRun(thread)?.state.kind ?? ''} ${thread.workspace.kind}`;
  const seen = `${thread.thread} ${against} ${heads} ${turn} ${String(returns)}`;
  const ask = (doubted: string) => setAsked(({ times }) => ({ times: times + 1, doubted }));
  const answer = useSteadyAnswer(
    'changes.read',
    { thread: thread.thread, against, ...(asked.doubted === seen && { anew: true }) },
    { of: `${thread.thread} ${against}`, version: `${seen} ${String(asked.times)}` },
  );
  return { answer, refresh: () => ask(''), lookAnew: () => ask(seen) };
}

let returned = 0;

/** The window has the keyboard again: files may have been edited elsewhere. */
function onReturn(tell: () => void): () => void {
  const listen = () => {
    returned += 1;
    tell();
  };
  window.addEventListener('focus', listen);
  return () => window.removeEventListener('focus', listen);
}
