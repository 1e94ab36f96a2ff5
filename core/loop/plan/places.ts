import { createPlaces } from '../../attention/limits.ts';
import type { Occupant } from '../../attention/limits.ts';
import { currentRun } from '../../model/thread.ts';
import type { Thread } from '../../model/thread.ts';
import type { Admission } from '../admission.ts';
import type { Effect } from '../effects.ts';
import { hasBegun } from './begun.ts';

type Around = {
  /** How much background work there is. */
  readonly background: number;
  readonly nameOf: (repo: string) => string;
  /** What keeps one effect back, such as the limit of its harness. */
  readonly limited: (effect: Effect) => string | undefined;
  /** The model's seat is taken: its program runs on the same machine. */
  readonly seated: boolean;
};

/** What may be in a place: the part that all turns of a queue have in common. */
export type Kind = Occupant & { readonly check: boolean };

/** Asked in the order of the plan: what has begun comes first. What is refused once stays refused. */
export function placesIn(admission: Admission, { background, nameOf, limited, seated }: Around) {
  const { starts, hold } = admission;
  const places = createPlaces(admission, background, nameOf);
  let starting = 0;
  let checking = false;
  if (seated) places.take({ repos: [], lane: 'start' });

  /** Why nothing of this kind may begin now. */
  function closed(kind: Kind): string | undefined {
    if (kind.check && !checking) return undefined;
    const full = places.refuse(kind);
    if (full !== undefined) return full;
    return hold && (hold.strict || places.taken() > 0) ? hold.text : undefined;
  }

  function take(thread: Thread, effect: Effect, kind: Kind): void {
    if (kind.check && !checking) checking = true;
    else places.take(kind);
    if (effect.kind === 'run' && currentRun(thread)?.state.kind !== 'working') starting += 1;
  }

  function why(effect: Effect, kind: Kind): string | undefined {
    const shut = closed(kind);
    if (shut !== undefined || (kind.check && !checking)) return shut;
    if (effect.kind === 'run' && starting >= starts) return `Waits: ${String(starting)} agents are starting`;
    return limited(effect);
  }

  /** Takes a place, or says why there is none. */
  function refuse(thread: Thread, effect: Effect, kind: Kind): string | undefined {
    const reason = hasBegun(thread, effect) ? undefined : why(effect, kind);
    if (reason === undefined) take(thread, effect, kind);
    return reason;
  }

  return { closed, why, refuse, taken: places.taken };
}

export type Places = ReturnType<typeof placesIn>;
