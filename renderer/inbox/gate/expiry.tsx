import type { Ask } from '../../../core/model/ask.ts';
import { elapsedText } from '../../../core/views/text/elapsed.ts';
import { expiresAt } from '../../../core/views/inbox.ts';
import { useSettings } from '../../mirror/selectors.ts';
import { useClockText } from '../../window/clock.ts';

const soon = 24 * 3_600_000;

/** Said in the last day only: how long until the safe answer is given, which is no. */
export function Expiry({ asks }: { readonly asks: readonly Ask[] }) {
  const { askHours } = useSettings();
  const ends = asks.flatMap((ask) => expiresAt(ask, askHours) ?? []);
  const text = useClockText((now) => {
    const left = Math.min(...ends) - now;
    if (ends.length === 0 || left > soon) return '';
    return left <= 0 ? 'expires now' : `expires in ${elapsedText(left)}`;
  });
  if (text === '') return null;
  return (
    <span className="text-needs-you" title="Then it is rejected, and the agent goes on without it">
      {text}
    </span>
  );
}
