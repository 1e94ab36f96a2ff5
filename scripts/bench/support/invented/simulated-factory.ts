import type { Arrival } from './simulated-weeks.ts';

/** A thread that wants a place now. */
export type Ready = {
  readonly arrival: Arrival;
  /** Turns it has had. */
  readonly turn: number;
  /** Open threads that wait for it. */
  readonly unblocks: number;
  readonly holdsUrgent: boolean;
};

/** Whom a policy gives the next free place, if anybody; `busy` are those that have one. */
export type Policy = (ready: readonly Ready[], busy: readonly Ready[], now: number) => Ready | undefined;

/** When a thread began, and when its last checks were done. */
export type Outcome = { readonly arrival: Arrival; readonly beganAt: number; readonly doneAt: number };

type Happening = { readonly at: number; readonly what: () => void };

/** Lets the threads come and gives places as the policy says until all is done. What has a place keeps it to the turn's end. */
export function simulate(arrivals: readonly Arrival[], places: number, policy: Policy): readonly Outcome[] {
  const open = new Map<string, Arrival>();
  const wants = new Map<string, number>();
  const began = new Map<string, number>();
  const busy = new Map<string, Ready>();
  const outcomes: Outcome[] = [];
  const agenda: Happening[] = arrivals.map((arrival) => ({ at: arrival.createdAt, what: () => come(arrival) }));
  let now = 0;

  function come(arrival: Arrival): void {
    open.set(arrival.id, arrival);
    wants.set(arrival.id, 0);
  }

  function begin(ready: Ready): void {
    const { arrival, turn } = ready;
    wants.delete(arrival.id);
    busy.set(arrival.id, ready);
    began.set(arrival.id, began.get(arrival.id) ?? now);
    put(now + (arrival.turns[turn] ?? 0), () => {
      busy.delete(arrival.id);
      put(now + arrival.checkMs, () => afterChecks(arrival, turn + 1));
    });
  }

  function afterChecks(arrival: Arrival, turn: number): void {
    if (turn < arrival.turns.length) wants.set(arrival.id, turn);
    else {
      open.delete(arrival.id);
      outcomes.push({ arrival, beganAt: began.get(arrival.id) ?? now, doneAt: now });
    }
  }

  function put(at: number, what: () => void): void {
    let index = agenda.length;
    while (index > 0 && (agenda[index - 1]?.at ?? 0) < at) index -= 1;
    agenda.splice(index, 0, { at, what });
  }

  function readyNow(): readonly Ready[] {
    return [...wants].flatMap(([id, turn]) => {
      const arrival = open.get(id);
      if (!arrival || (turn === 0 && arrival.waitsFor !== undefined && open.has(arrival.waitsFor))) return [];
      const waiters = [...open.values()].filter((each) => each.waitsFor === id);
      return [{ arrival, turn, unblocks: waiters.length, holdsUrgent: waiters.some((each) => each.priority === 'P0') }];
    });
  }

  agenda.reverse();
  for (let next = agenda.pop(); next; next = agenda.pop()) {
    now = next.at;
    next.what();
    while (busy.size < places) {
      const chosen = policy(readyNow(), [...busy.values()], now);
      if (!chosen) break;
      begin(chosen);
    }
  }
  return outcomes;
}
