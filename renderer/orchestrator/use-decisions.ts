import { byTurn, rank } from '../../core/attention/order.ts';
import type { Ranked } from '../../core/attention/order.ts';
import { recordOfOrders } from '../../core/decisions/orders/record.ts';
import type { Proposal } from '../../core/decisions/proposal.ts';
import { proposalsOf } from '../../core/decisions/rules.ts';
import type { ThreadId } from '../../core/ids.ts';
import { decisionsIn } from '../../core/loop/decisions/decisions-in.ts';
import { turnsOf } from '../../core/loop/plan/turns.ts';
import type { TakenDecision } from '../../core/model/deciding/decision.ts';
import { isOpen } from '../../core/model/deciding/signal.ts';
import { isUnfinished } from '../../core/model/thread.ts';
import { useMirror } from '../mirror/mirror.ts';
import type { Mirror } from '../mirror/mirror.ts';
import { useClockText } from '../window/clock.ts';

const minute = 60_000;

/** Computed once per change of the facts and per minute, however many parts of the window ask. */
function perMinute<T>(compute: (mirror: Mirror, now: number) => T): (mirror: Mirror, now: number) => T {
  let last: { readonly version: number; readonly now: number; readonly value: T } | undefined;
  return (mirror, now) => {
    if (last?.version !== mirror.version || last.now !== now)
      last = { version: mirror.version, now, value: compute(mirror, now) };
    return last.value;
  };
}

const proposed = perMinute(({ factory }, now) => proposalsOf(factory, now));
const decided = perMinute(({ factory }) => [...decisionsIn(factory)].reverse());
const seen = perMinute(({ factory }) => ({
  signals: [...factory.signals.values()].filter(isOpen).length,
  threads: [...factory.threads.values()].filter(isUnfinished).length,
  repos: factory.repos.size,
}));

const ordered = perMinute(({ factory }) => ({ orders: factory.orders, records: recordOfOrders(factory) }));

/** The standing orders, with what each has come to. */
export function useOrders(): ReturnType<typeof ordered> {
  return useMirror((mirror) => ordered(mirror, 0));
}

export type Attended = { readonly id: ThreadId; readonly ranked: Ranked };

const attended = perMinute(({ factory }, now): readonly Attended[] => {
  const turns = turnsOf(factory);
  return [...factory.threads.keys()]
    .flatMap((id) => {
      const turn = turns.of(id);
      return turn ? [{ id, ranked: rank(turn.ranked.item, now) }] : [];
    })
    .sort((a, b) => byTurn(a.ranked, b.ranked));
});

function useMinute(): number {
  return Number(useClockText((at) => String(at - (at % minute))));
}

/** What waits for the person; what must be decided comes first. */
export function useProposals(): readonly Proposal[] {
  const now = useMinute();
  return useMirror((mirror) => proposed(mirror, now));
}

/** Those that should catch the eye. */
export function useProposalCount(): number {
  return useProposals().filter(({ minor }) => !minor).length;
}

/** Whether a thread must get a decision: new starts of it wait for that. */
export function useMustDecide(id: ThreadId): boolean {
  return useProposals().some(({ must, choice }) => must && 'thread' in choice && choice.thread === id);
}

export function useDecided(): readonly TakenDecision[] {
  return useMirror((mirror) => decided(mirror, 0));
}

export function useSeen(): ReturnType<typeof seen> {
  return useMirror((mirror) => seen(mirror, 0));
}

/** Every unfinished thread in the order of attention, and the time it was weighed at. */
export function useAttended(): { readonly all: readonly Attended[]; readonly now: number } {
  const now = useMinute();
  return { all: useMirror((mirror) => attended(mirror, now)), now };
}
