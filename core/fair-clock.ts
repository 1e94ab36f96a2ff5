/** What two clocks say at one moment: the one on the wall, which people set, and one that counts waking time only. */
export type Reading = { readonly wall: number; readonly awake: number };

type Leap = { readonly after: number; readonly by: number };

/** Two clocks never agree to the millisecond. */
const leapMs = 2000;

/**
 * Says how long something waited while the machine was awake: neither a night's sleep nor a clock that was set makes
 * everything time out at once. Leaps before this process began are not known.
 */
export function fairClock(read: () => Reading) {
  let last = read();
  const leaps: Leap[] = [];

  function look(): number {
    const now = read();
    const by = now.wall - last.wall - (now.awake - last.awake);
    if (Math.abs(by) > leapMs) leaps.unshift({ after: now.wall, by });
    last = now;
    return now.wall;
  }

  return {
    /** To be called now and then: a leap is placed at the first look after it. */
    look: () => void look(),
    /** Milliseconds since a moment of the wall clock. */
    since(stamp: number): number {
      let waited = 0;
      let until = look();
      for (const { after, by } of leaps) {
        if (after <= stamp && stamp <= until) break;
        waited += until - after;
        until = after - by;
      }
      return waited + Math.max(0, until - stamp);
    },
  };
}

/**
 * The time by which old things are deleted: the wall's as this process began, plus its waking time. A clock that is set
 * forward ends nobody's time; one that is set back counts at once.
 */
export function steadyClock(read: () => Reading): () => number {
  const begun = read();
  return () => {
    const { wall, awake } = read();
    return Math.min(wall, begun.wall + awake - begun.awake);
  };
}
