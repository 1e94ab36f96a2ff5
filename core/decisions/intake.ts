import { named } from '../brief/quote.ts';
import { isOpen } from '../model/deciding/signal.ts';
import type { KnownSignal, Signal, SignalKind } from '../model/deciding/signal.ts';
import { isUnfinished } from '../model/thread.ts';
import type { Thread } from '../model/thread.ts';
import type { FactoryState } from '../loop/state.ts';
import { refsIn } from '../signals/references.ts';
import type { Proposal } from './proposal.ts';

/** What to do about each signal that waits: its words are quoted and never followed. */
export function intake({ threads, signals }: Pick<FactoryState, 'threads' | 'signals'>): readonly Proposal[] {
  const open = [...signals.values()].filter(isOpen);
  if (open.length === 0) return [];
  const byRef = threadsByRef(threads.awake());
  return open.map((known) => attach(known, byRef) ?? begin(known));
}

const reasons: Readonly<Record<SignalKind, string>> = {
  'red-main': 'The default branch is red: everything that starts from it is in doubt',
  'red-check': 'A check is red',
  request: 'Somebody asks for it',
  schedule: 'Its time has come',
  todo: 'A note in the code says that something is left to do',
};

function begin({ signal }: KnownSignal): Proposal {
  return {
    ...shared(signal),
    key: `open:${signal.id}:${String(signal.revision)}`,
    choice: { action: 'open', signal: signal.id },
    certain: false,
    reason: reasons[signal.kind],
    alternatives: ['dismiss', 'attach'],
  };
}

/** An address that both name is the same thing; a number alone may be of another tracker. */
function attach({ signal }: KnownSignal, byRef: ReadonlyMap<string, Thread>): Proposal | undefined {
  for (const ref of signal.refs) {
    const thread = byRef.get(ref);
    if (!thread || (signal.repo !== undefined && !thread.repos.includes(signal.repo))) continue;
    const text = `#${String(thread.number)} ${named(thread.title, 80)} names ${named(ref, 200)} as well`;
    return {
      ...shared(signal),
      key: `attach:${signal.id}:${thread.thread}`,
      choice: { action: 'attach', signal: signal.id, into: thread.thread },
      certain: true,
      reason: text,
      evidence: [{ kind: 'same-address', text }],
      alternatives: ['open', 'dismiss'],
    };
  }
  return undefined;
}

function shared({ source, title, trust, kind }: Signal) {
  return {
    must: false,
    minor: kind === 'todo',
    evidence: [{ kind: 'signal', text: `From ${source}, ${trustWords[trust]}: ${named(title, 200)}` }],
    lost: 'Nothing: the signal is kept',
    reviveWhen: 'Any time, or by itself when it says something new',
  } as const;
}

export const trustWords = { outside: 'from outside', own: 'measured here', person: 'written by you' } as const;

const refsOfThread = new WeakMap<Thread, readonly string[]>();

function threadsByRef(threads: Iterable<Thread>): ReadonlyMap<string, Thread> {
  const byRef = new Map<string, Thread>();
  for (const thread of threads) {
    if (!isUnfinished(thread)) continue;
    const refs = refsOfThread.get(thread) ?? refsIn(`${thread.title}\n${thread.goal}`).filter(isAddress);
    refsOfThread.set(thread, refs);
    for (const ref of refs) if (!byRef.has(ref)) byRef.set(ref, thread);
  }
  return byRef;
}

function isAddress(ref: string): boolean {
  return ref.startsWith('http') || /^[\w.-]+\/[\w.-]+#\d+$/.test(ref);
}
