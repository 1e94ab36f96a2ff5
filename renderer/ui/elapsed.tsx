import { elapsedText } from '../../core/views/text/elapsed.ts';
import { momentText } from '../../core/views/text/moment.ts';
import { useClockText } from '../window/clock.ts';

/** How long since, kept up to date by the window's one clock. */
export function Elapsed({ since, suffix = '' }: { readonly since: number; readonly suffix?: string }) {
  const text = useClockText((now) => elapsedText(now - since));
  return (
    <time dateTime={new Date(since).toISOString()} title={momentText(since)} className="whitespace-nowrap">
      {text}
      {suffix}
    </time>
  );
}
