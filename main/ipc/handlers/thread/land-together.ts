import { ClearId, LandingId } from '../../../../core/ids.ts';
import { readyToLand } from '../../../../core/radar/ready-to-land.ts';
import { ok } from '../../../../core/result.ts';
import type { Handler } from '../../handler.ts';
import type { Services } from '../../services.ts';

/** In the order that is suggested; what is not ready stands at the end, and its refusal is everybody's. */
export function landTogether({
  orchestrator,
  radar,
  newId,
  now,
}: Pick<Services, 'orchestrator' | 'radar' | 'newId' | 'now'>): Handler<'threads.landTogether'> {
  return async ({ threads: asked }, { by }) => {
    const { threads } = orchestrator.state;
    const { order } = readyToLand(
      orchestrator.state,
      radar.picture(),
      asked.flatMap(({ thread }) => threads.get(thread) ?? []),
    );
    const places = new Map(order.map(({ name }, place) => [name, place]));
    const placeOf = ({ thread }: (typeof asked)[number]) => places.get(thread) ?? Infinity;
    const members = asked
      .toSorted((a, b) => (placeOf(a) === placeOf(b) ? 0 : placeOf(a) - placeOf(b)))
      .map((each) => ({ ...each, landing: LandingId.parse(newId('lnd')), clear: ClearId.parse(newId('clr')) }));
    const begun = await orchestrator.dispatch({ type: 'group.land', members, at: now(), by });
    return begun.ok ? ok({ order: members.map(({ thread }) => thread) }) : begun;
  };
}
