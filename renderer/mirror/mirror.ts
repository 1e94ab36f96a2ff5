import { create } from 'zustand';
import type { Activity, AppFacts, Push, Snapshot } from '../../core/contract.ts';
import type { Notice } from '../../core/contract/record-methods.ts';
import { stateOf } from '../../core/contract/recorded.ts';
import type { OlderThreads } from '../../core/contract/thread/work-methods.ts';
import type { ThreadId } from '../../core/ids.ts';
import type { Admission } from '../../core/loop/admission.ts';
import { unheld } from '../../core/loop/admission.ts';
import type { Gauges } from '../../core/loop/limits/gauges.ts';
import { noGauges } from '../../core/loop/limits/gauges.ts';
import type { Entry } from '../../core/loop/event.ts';
import type { PolicyStatus } from '../../core/model/gate.ts';
import { CLEAR_PICTURE } from '../../core/radar/overlap.ts';
import type { RadarPicture } from '../../core/radar/overlap.ts';
import { evolve } from '../../core/loop/evolve.ts';
import type { Failure } from '../../core/result.ts';
import type { FactoryState } from '../../core/loop/state.ts';
import { emptyState } from '../../core/loop/state.ts';
import { Settings } from '../../core/settings.ts';

/**
 * Main's state in this window, folded from the same facts by the same `evolve`. The maps of `factory` change in place
 * and `version` moves with them; a thread that changed is a new object, so selectors compare by identity.
 */
export type Mirror = {
  readonly phase: 'loading' | 'live';
  /** Why there is no snapshot, if asking for it failed. */
  readonly failure: Failure | undefined;
  readonly seq: number;
  readonly version: number;
  readonly factory: FactoryState;
  /** Where to go on reading threads at rest that the snapshot left out; undefined: all threads are here. */
  readonly older: number | undefined;
  readonly settings: Settings;
  /** What may begin now, as the machine and the settings allow. */
  readonly admission: Admission;
  readonly gauges: Gauges;
  /** The policy in force and what is wrong in its files. */
  readonly policy: PolicyStatus;
  readonly notices: readonly Notice[];
  readonly app: AppFacts | undefined;
  readonly activity: ReadonlyMap<ThreadId, Activity>;
  readonly radar: RadarPicture;
};

export function emptyMirror(): Mirror {
  const settings = Settings.parse({});
  return {
    phase: 'loading',
    failure: undefined,
    seq: 0,
    version: 0,
    factory: emptyState(),
    older: undefined,
    settings,
    admission: unheld(settings.wipLimit),
    gauges: noGauges,
    policy: { hash: '', problems: [] },
    notices: [],
    app: undefined,
    activity: new Map(),
    radar: CLEAR_PICTURE,
  };
}

export const useMirror = create<Mirror>(emptyMirror);

export function fromSnapshot(before: Mirror, snapshot: Snapshot): Mirror {
  const factory = stateOf(snapshot);
  const { seq, settings, admission, gauges, policy, notices, app } = snapshot;
  const version = before.version + 1;
  const told = { seq, settings, admission, gauges, policy, notices, app };
  const { older } = snapshot;
  return { ...before, ...told, phase: 'live', failure: undefined, version, factory, older };
}

/** Adds threads that the snapshot left out. Those that are here already may have moved on since. */
export function withOlder(before: Mirror, { threads, below }: Omit<OlderThreads, 'seq'>): Mirror {
  before.factory.threads.add(threads);
  return { ...before, older: below, version: before.version + 1 };
}

/** Folds a batch in. Entries seen before are skipped; undefined means that an entry or a thread is missing for it. */
export function withEntries(before: Mirror, entries: readonly Entry[]): Mirror | undefined {
  const fresh = entries.filter((entry) => entry.seq > before.seq);
  if (fresh.some((entry, index) => entry.seq !== before.seq + 1 + index)) return undefined;
  if (before.older !== undefined && isOfUnread(before.factory, fresh)) return undefined;
  for (const entry of fresh) evolve(before.factory, entry);
  return fresh.length > 0 ? { ...before, seq: before.seq + fresh.length, version: before.version + 1 } : before;
}

/** One of them happened to a thread that was not read yet: it must not be added later as it was before. */
function isOfUnread({ threads }: FactoryState, entries: readonly Entry[]): boolean {
  const come = new Set<ThreadId>();
  for (const { event } of entries) {
    if (event.type === 'thread.created') come.add(event.thread);
    else if ('thread' in event && !come.has(event.thread) && !threads.has(event.thread)) return true;
  }
  return false;
}

/** What was pushed beside entries, as one change. */
export function withTold(before: Mirror, pushes: readonly Push[]): Mirror {
  const activity = pushes.flatMap((push) => (push.kind === 'activity' ? push.activity : []));
  return pushes.reduce(told, withActivity(before, activity));
}

function told(mirror: Mirror, push: Push): Mirror {
  switch (push.kind) {
    case 'settings':
      return { ...mirror, settings: push.settings };
    case 'admission':
      return { ...mirror, admission: push.admission };
    case 'gauges':
      return { ...mirror, gauges: push.gauges };
    case 'radar':
      return { ...mirror, radar: push.picture };
    case 'notices':
      return { ...mirror, notices: push.notices };
    case 'policy':
      return { ...mirror, policy: push.policy };
    default:
      return mirror;
  }
}

function withActivity(before: Mirror, activity: readonly Activity[]): Mirror {
  if (activity.length === 0) return before;
  const merged = new Map(before.activity);
  for (const each of activity) merged.set(each.thread, each);
  return { ...before, activity: merged };
}
