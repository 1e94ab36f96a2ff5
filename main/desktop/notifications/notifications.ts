import type { Activity, Place } from '../../../core/contract.ts';
import type { AskId, ThreadId } from '../../../core/ids.ts';
import type { Entry } from '../../../core/loop/event.ts';
import type { FactoryState } from '../../../core/loop/state.ts';
import type { Answer } from '../../../core/model/ask.ts';
import { closedAsks, noticesOf, silenceNotice } from './notices.ts';
import type { Notice } from './notices.ts';
import type { Message, Notifier, Shown } from './notifier.ts';

const BURST_MS = 2_000;

export type NotificationDeeds = {
  readonly enabled: () => boolean;
  /** When quiet hours end that hold now; undefined where none do. */
  readonly quietUntil: () => number | undefined;
  readonly show: (place: Place) => void;
  readonly answer: (ask: { id: AskId; generation: number }, answer: Answer) => void;
  /** Called once when the system cannot show notifications; nothing else depends on them. */
  readonly unable: (error: unknown) => void;
  readonly now: () => number;
};

/** What is on the screen: several notices within 2 s are one notification. */
type Burst = { readonly notices: readonly Notice[]; readonly at: number; shown: Promise<Shown | undefined> };

/**
 * Tells the person about new asks, failures and landings, and once about each run that gives no signal any more. Feed
 * it every durable batch with the state after it, and all activity. What comes in quiet hours is told as one when they end.
 * `pick` is called when there is something to tell for the first time.
 */
export function notifications(pick: () => Promise<Notifier>, deeds: NotificationDeeds) {
  let notifier: Promise<Notifier> | undefined;
  let bursts: readonly Burst[] = [];
  let complained = false;
  let held: readonly Notice[] = [];
  let waking: NodeJS.Timeout | undefined;
  const fallsSilent = watchSilence();

  const unable = (error: unknown): undefined => {
    if (!complained) deeds.unable(error);
    complained = true;
  };
  const put = (notices: readonly Notice[], previous?: Burst): void => {
    const message = messageOf(notices, deeds);
    notifier ??= pick();
    const shown = Promise.all([notifier, previous?.shown])
      .then(([system, last]) => system.show(message, last))
      .catch(unable);
    bursts = [...bursts.filter((burst) => burst !== previous), { notices, at: deeds.now(), shown }];
  };
  const retire = (ask: AskId): void => {
    held = held.filter((notice) => notice.ask !== ask);
    const burst = bursts.find(({ notices }) => notices.some((notice) => notice.ask === ask));
    if (!burst) return;
    const left = burst.notices.filter((notice) => notice.ask !== ask);
    if (left.length > 0) return put(left, burst);
    bursts = bursts.filter((other) => other !== burst);
    void burst.shown.then((shown) => shown?.close());
  };

  const announce = (news: readonly Notice[]): void => {
    if (held.length + news.length === 0) return;
    clearTimeout(waking);
    const due = deeds.enabled() ? [...held, ...news] : [];
    const end = deeds.quietUntil();
    held = end === undefined ? [] : due;
    if (end !== undefined) waking = setTimeout(() => announce([]), end - deeds.now()).unref();
    if (end !== undefined || due.length === 0) return;
    const last = bursts.at(-1);
    if (last && deeds.now() - last.at < BURST_MS) put([...last.notices, ...due], last);
    else put(due);
  };

  return {
    tell(entries: readonly Entry[], state: FactoryState): void {
      closedAsks(entries).forEach(retire);
      announce(noticesOf(entries, state));
    },
    hear(activity: readonly Activity[], state: FactoryState): void {
      announce(activity.filter(fallsSilent).flatMap((each) => silenceNotice(each, state) ?? []));
    },
  };
}

/** Whether a thread gives no signal any more, and did so until now. */
function watchSilence(): (activity: Activity) => boolean {
  const silent = new Set<ThreadId>();
  return ({ thread, silence }) => {
    const known = silent.has(thread);
    if (silence?.kind === 'no-signal') silent.add(thread);
    else silent.delete(thread);
    return silent.has(thread) && !known;
  };
}

function messageOf(notices: readonly Notice[], deeds: NotificationDeeds): Message {
  const [only, ...others] = notices;
  if (!only || others.length > 0) return summaryOf(notices, deeds);
  const { gate } = only;
  return {
    title: only.title,
    line: only.line,
    actions: gate
      ? [
          { key: 'approve', label: 'Approve once' },
          { key: 'reject', label: 'Reject' },
        ]
      : [],
    onClick: () => deeds.show(only.place),
    onAction: (key) => {
      if (gate)
        deeds.answer(gate, key === 'approve' ? { kind: 'approve', scope: 'once' } : { kind: 'reject', reason: '' });
    },
  };
}

function summaryOf(notices: readonly Notice[], deeds: NotificationDeeds): Message {
  const asks = notices.filter((notice) => notice.ask !== undefined).length;
  return {
    title:
      asks > 0 ? `${String(asks)} need${asks === 1 ? 's' : ''} you` : `${String(notices.length)} threads have news`,
    line: notices
      .map((notice) => notice.title)
      .join(' · ')
      .slice(0, 300),
    actions: [],
    onClick: () => deeds.show({ view: asks > 0 ? 'inbox' : 'board' }),
    onAction: () => undefined,
  };
}
