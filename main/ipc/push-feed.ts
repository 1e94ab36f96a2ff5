import type { Activity, Push } from '../../core/contract.ts';
import type { TranscriptItem } from '../../core/model/harness/transcript-item.ts';
import type { Notice } from '../../core/contract/record-methods.ts';
import type { Admission } from '../../core/loop/admission.ts';
import type { Gauges } from '../../core/loop/limits/gauges.ts';
import type { ThreadId } from '../../core/ids.ts';
import type { PolicyStatus } from '../../core/model/gate.ts';
import type { Entry } from '../../core/loop/event.ts';
import { CLEAR_PICTURE } from '../../core/radar/overlap.ts';
import type { RadarPicture } from '../../core/radar/overlap.ts';
import type { Settings } from '../../core/settings.ts';
import type { PolicyOffice } from '../gates/policy/policy-port.ts';
import type { Orchestrator } from '../orchestrator/orchestrator-port.ts';
import type { Machine } from '../orchestrator/surroundings/machine.ts';
import type { RadarWatch } from '../orchestrator/surroundings/watch-radar.ts';
import type { Transcripts } from '../store/store-port.ts';
import type { Notices } from './notices.ts';
import type { Caller } from './router-port.ts';

/** Longest time a fact waits so that others can go with it. */
const PUSH_DELAY_MS = 40;

export type PushFeed = {
  subscribe(caller: Caller, listener: (push: Push) => void): () => void;
  /** Replaces the streams whose items this caller gets; false when the caller has not subscribed. */
  follow(caller: Caller, streams: readonly string[]): boolean;
  changedSettings(settings: Settings): void;
  /** To this caller alone, and at once; false when it does not listen any more. */
  tell(caller: Caller, push: Push): boolean;
};

export type FeedSources = {
  readonly orchestrator: Pick<Orchestrator, 'subscribe' | 'subscribeActivity'>;
  readonly transcripts: Pick<Transcripts, 'subscribe'>;
  readonly policy: Pick<PolicyOffice, 'subscribe'>;
  readonly machine: Pick<Machine, 'subscribe' | 'subscribeGauges'>;
  readonly notices: Pick<Notices, 'list' | 'subscribe'>;
  readonly radar: Pick<RadarWatch, 'picture' | 'subscribe'>;
  readonly reportBug: (where: string, error: unknown) => void;
};

type Subscriber = {
  readonly caller: Caller;
  readonly listener: (push: Push) => void;
  streams: ReadonlySet<string>;
  waiting: Waiting;
};

/** What goes out with the next batch. Activity is only the latest of each thread. */
type Waiting = {
  readonly entries: Entry[];
  readonly items: Map<string, TranscriptItem[]>;
  readonly activity: Map<ThreadId, Activity>;
  settings: Settings | undefined;
  policy: PolicyStatus | undefined;
  admission: Admission | undefined;
  gauges: Gauges | undefined;
  notices: readonly Notice[] | undefined;
  picture: RadarPicture | undefined;
};

/** Collects what happens and hands it to each subscriber in few, ordered pushes. */
export function createPushFeed({ notices, radar, reportBug, ...sources }: FeedSources): PushFeed {
  const subscribers = new Set<Subscriber>();
  const of = ({ id }: Caller) => [...subscribers].filter(({ caller }) => caller.id === id);
  let timer: NodeJS.Timeout | undefined;

  const add = (put: (waiting: Waiting, subscriber: Subscriber) => void): void => {
    if (subscribers.size === 0) return;
    for (const subscriber of subscribers) put(subscriber.waiting, subscriber);
    timer ??= setTimeout(flush, PUSH_DELAY_MS);
  };
  const flush = (): void => {
    timer = undefined;
    for (const subscriber of subscribers) {
      const pushes = pushesOf(subscriber.waiting);
      subscriber.waiting = nothingWaiting();
      try {
        for (const push of pushes) subscriber.listener(push);
      } catch (error) {
        subscribers.delete(subscriber);
        reportBug(`pushing to ${subscriber.caller.id}`, error);
      }
    }
  };

  sources.orchestrator.subscribe((entries) => add((waiting) => waiting.entries.push(...entries)));
  sources.orchestrator.subscribeActivity((activity) =>
    add((waiting) => activity.forEach((each) => waiting.activity.set(each.thread, each))),
  );
  sources.transcripts.subscribe((stream, items) =>
    add((waiting, { streams }) => streams.has(stream) && addItems(waiting, stream, items)),
  );

  sources.policy.subscribe((status) => add((waiting) => void (waiting.policy = status)));
  sources.machine.subscribe((admission) => add((waiting) => void (waiting.admission = admission)));
  sources.machine.subscribeGauges((gauges) => add((waiting) => void (waiting.gauges = gauges)));
  radar.subscribe((picture) => add((waiting) => void (waiting.picture = picture)));
  notices.subscribe(() => add((waiting) => void (waiting.notices = notices.list())));

  return {
    subscribe(caller, listener) {
      const subscriber = { caller, listener, streams: new Set<string>(), waiting: nothingWaiting() };
      subscribers.add(subscriber);
      if (radar.picture() !== CLEAR_PICTURE) add((waiting) => void (waiting.picture = radar.picture()));
      return () => void subscribers.delete(subscriber);
    },
    follow(caller, streams) {
      const own = of(caller);
      for (const subscriber of own) subscriber.streams = new Set(streams);
      return own.length > 0;
    },
    tell(caller, push) {
      const own = of(caller);
      for (const { listener } of own) listener(push);
      return own.length > 0;
    },
    changedSettings: (settings) => add((waiting) => void (waiting.settings = settings)),
  };
}

function addItems({ items }: Waiting, stream: string, more: readonly TranscriptItem[]): void {
  const earlier = items.get(stream);
  if (earlier) earlier.push(...more);
  else items.set(stream, [...more]);
}

function nothingWaiting(): Waiting {
  return {
    entries: [],
    items: new Map(),
    activity: new Map(),
    settings: undefined,
    policy: undefined,
    admission: undefined,
    gauges: undefined,
    notices: undefined,
    picture: undefined,
  };
}

function pushesOf({
  entries,
  items,
  activity,
  settings,
  policy,
  admission,
  gauges,
  notices,
  picture,
}: Waiting): Push[] {
  const pushes: Push[] = [];
  if (entries.length > 0) pushes.push({ kind: 'entries', entries });
  for (const [stream, each] of items) pushes.push({ kind: 'transcript', stream, items: each });
  if (activity.size > 0) pushes.push({ kind: 'activity', activity: [...activity.values()] });
  if (settings) pushes.push({ kind: 'settings', settings });
  if (policy) pushes.push({ kind: 'policy', policy });
  if (admission) pushes.push({ kind: 'admission', admission });
  if (gauges) pushes.push({ kind: 'gauges', gauges });
  if (notices) pushes.push({ kind: 'notices', notices });
  if (picture) pushes.push({ kind: 'radar', picture });
  return pushes;
}
