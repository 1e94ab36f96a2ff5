import type { HarnessInfo } from '../../contract.ts';
import type { SeatSetting } from '../../settings.ts';

/** Why a model cannot have the seat over this harness; undefined where it can. */
export function seatRefusal({ seatGap, state, text }: HarnessInfo): string | undefined {
  return seatGap ?? (state === 'ready' ? undefined : text);
}

/** What is wrong with a new setting of the seat, in words; what stood there already is no news. */
export function refusedSeat(
  seat: SeatSetting | 'off' | undefined,
  before: SeatSetting | 'off',
  harnesses: readonly HarnessInfo[],
): string | undefined {
  if (seat === undefined || seat === 'off') return undefined;
  const { harness: id, model } = seat;
  if (before !== 'off' && before.harness === id && before.model === model) return undefined;
  const harness = harnesses.find((each) => each.id === id);
  if (!harness) return `there is no harness ${id}; there is ${harnesses.map((each) => each.id).join(', ')}`;
  const refusal = seatRefusal(harness);
  if (refusal !== undefined) return `${harness.title} cannot have it: ${refusal}`;
  return model === undefined || harness.model ? undefined : `${harness.title} takes no model from here`;
}
