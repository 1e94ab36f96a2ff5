import { useShallow } from 'zustand/react/shallow';
import type { Activity } from '../../core/contract.ts';
import type { Admission } from '../../core/loop/admission.ts';
import type { RepoId, ThreadId } from '../../core/ids.ts';
import { isUnfinished } from '../../core/model/thread.ts';
import type { Repo } from '../../core/model/repo.ts';
import type { Thread } from '../../core/model/thread.ts';
import type { Settings } from '../../core/settings.ts';
import type { Column, Standing } from '../../core/views/board.ts';
import { boardOf } from '../../core/views/columns.ts';
import type { Board, Remembered } from '../../core/views/columns.ts';
import { answeredAsks, inboxOf } from '../../core/views/inbox.ts';
import type { Answered, AskGroup } from '../../core/views/inbox.ts';
import { withSilence } from '../../core/views/silence.ts';
import { useMirror } from './mirror.ts';
import type { Mirror } from './mirror.ts';

/** Computed once per change of the facts, however many cards ask. */
function once<T>(compute: (mirror: Mirror) => T): (mirror: Mirror) => T {
  let last: { version: number; admission: Admission; value: T } | undefined;
  return (mirror) => {
    const { version, admission } = mirror;
    if (last?.version !== version || last.admission !== admission)
      last = { version, admission, value: compute(mirror) };
    return last.value;
  };
}

const remembered: Remembered = new WeakMap();
/** The whole board as it stands now. */
export const boardIn = once((mirror): Board => boardOf(mirror.factory, mirror.admission, remembered));
const inbox = once((mirror): readonly AskGroup[] => inboxOf(mirror.factory));
const answered = once((mirror): readonly Answered[] => answeredAsks(mirror.factory));
const repoList = once((mirror): readonly Repo[] => [...mirror.factory.repos.values()]);
const threadList = once((mirror): readonly Thread[] => [...mirror.factory.threads.values()]);

export function useThread(id: ThreadId): Thread | undefined {
  return useMirror((mirror) => mirror.factory.threads.get(id));
}

/** Whether every thread is here; one that is not may still come otherwise. */
export function useIsWhole(): boolean {
  return useMirror((mirror) => mirror.phase === 'live' && mirror.older === undefined);
}

/** Where it stands by the facts, and whether anything is heard of it. */
export function useStanding(id: ThreadId): Standing | undefined {
  return useMirror(useShallow((mirror) => standingIn(mirror, id)));
}

export function standingIn(mirror: Mirror, id: ThreadId): Standing | undefined {
  const at = boardIn(mirror).standings.get(id);
  const activity = mirror.activity.get(id);
  return at && withSilence(at, activity?.at ?? at.since, activity?.silence);
}

export function useColumn(column: Column): readonly ThreadId[] {
  return useMirror(useShallow((mirror) => boardIn(mirror).columns[column].map((placed) => placed.id)));
}

export function useCounts(): Board['counts'] {
  return useMirror(useShallow((mirror) => boardIn(mirror).counts));
}

export function useInbox(): readonly AskGroup[] {
  return useMirror(inbox);
}

export function useAnswered(): readonly Answered[] {
  return useMirror(answered);
}

export function useRepos(): readonly Repo[] {
  return useMirror(repoList);
}

export function useThreads(): readonly Thread[] {
  return useMirror(threadList);
}

export function useRepo(id: RepoId): Repo | undefined {
  return useMirror((mirror) => mirror.factory.repos.get(id));
}

export function useActivity(id: ThreadId): Activity | undefined {
  return useMirror((mirror) => mirror.activity.get(id));
}

export function useSettings(): Settings {
  return useMirror((mirror) => mirror.settings);
}

const railOrder: readonly (Column | undefined)[] = ['needs-you', 'working', 'ready-to-land', 'in-review', 'queued'];

/** The unfinished threads of a repo, those that need the person first. */
export function useRepoThreads(id: RepoId): readonly ThreadId[] {
  return useMirror(
    useShallow((mirror) => {
      const rank = (thread: Thread) => railOrder.indexOf(boardIn(mirror).standings.get(thread.thread)?.column);
      const unfinished = threadList(mirror).filter((thread) => thread.repos.includes(id) && isUnfinished(thread));
      return unfinished.toSorted((a, b) => rank(a) - rank(b) || b.number - a.number).map((thread) => thread.thread);
    }),
  );
}

function isLost(mirror: Mirror, id: ThreadId): boolean {
  const word = boardIn(mirror).standings.get(id)?.word;
  return word === 'working' && mirror.activity.get(id)?.silence?.kind === 'no-signal';
}

/** Threads that need the person though nobody asks: a landing that failed, a run that was stopped or is not heard of. */
export function useUnasked(): readonly ThreadId[] {
  return useMirror(
    useShallow((mirror) =>
      [
        ...boardIn(mirror).columns['needs-you'],
        ...boardIn(mirror).columns.working.filter(({ id }) => isLost(mirror, id)),
      ]
        .map((placed) => placed.id)
        .filter((id) => !mirror.factory.threads.get(id)?.asks.some((ask) => ask.state.kind === 'open')),
    ),
  );
}
