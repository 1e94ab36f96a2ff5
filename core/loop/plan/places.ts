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

/**
 * What may be in a place: the part that all turns of a queue have in common. Of each kind that stands `apart` one has a
 * place of its own beside the others, so that finished work never waits behind new work.
 */
export type Kind = Occupant & { readonly apart: 'check' | 'review' | undefined };

/** Asked in the order of the plan: what has begun comes first. What is refused once stays refused. */
export function placesIn(admission: Admission, { background, nameOf, limited, seated }: Around) {
  const { starts, hold } = admission;
  const places = createPlaces(admission, background, nameOf);
  let starting = 0;
  const apart = new Set<Kind['apart']>();
  if (seated) places.take({ repos: [], lane: 'start' });

  /** Turns of agents. */
  const busy = () => places.taken() + (apart.has('review') ? 1 : 0);
  const hasOwn = (kind: Kind) => kind.apart !== undefined && !apart.has(kind.apart);

  /** Why nothing of this kind may begin now. A reviewer is an agent like any other, so what holds agents holds it. */
  function closed(kind: Kind): string | undefined {
    const own = hasOwn(kind);
    if (own && kind.apart === 'check') return undefined;
    const full = own ? undefined : places.refuse(kind);
    if (full !== undefined) return full;
    return hold && (hold.strict || busy() > 0) ? hold.text : undefined;
  }

  function take(thread: Thread, effect: Effect, kind: Kind): void {
    if (hasOwn(kind)) apart.add(kind.apart);
    else places.take(kind);
    if (effect.kind === 'run' && currentRun(thread)?.state.kind !== 'working') starting += 1;
  }

  function why(effect: Effect, kind: Kind): string | undefined {
    const shut = closed(kind);
    if (shut !== undefined || (kind.apart === 'check' && hasOwn(kind))) return shut;
    if (effect.kind === 'run' && starting >= starts) return `Waits: ${String(starting)} agents are starting`;
    return limited(effect);
  }

  /** Takes a place, or says why there is none. */
  function refuse(thread: Thread, effect: Effect, kind: Kind): string | undefined {
    const reason = hasBegun(thread, effect) ? undefined : why(effect, kind);
    if (reason === undefined) take(thread, effect, kind);
    return reason;
  }

  return { closed, why, refuse, busy };
}

export type Places = ReturnType<typeof placesIn>;
