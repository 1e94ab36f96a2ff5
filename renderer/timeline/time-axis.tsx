import { shareOfTime, ticksOf } from '../../core/views/runs/timeline.ts';
import type { Span } from '../../core/views/runs/timeline.ts';
import { tickText } from './bar-words.ts';

/** So many fit beside each other in a narrow window. */
const most = 8;

function ticksIn(span: Span): readonly number[] {
  return ticksOf(span, most, -new Date(span.to).getTimezoneOffset() * 60_000);
}

/** The same times behind the rows. */
export function TickLines({ span }: { readonly span: Span }) {
  return (
    <li aria-hidden className="timeline-grid pointer-events-none absolute inset-0">
      <span />
      <span className="relative">
        {ticksIn(span).map((at) => (
          <span
            key={at}
            className="absolute inset-y-0 border-l"
            style={{ left: `${String(shareOfTime(at, span) * 100)}%` }}
          />
        ))}
      </span>
    </li>
  );
}

/** Round times by the local clock. */
export function TimeAxis({ span }: { readonly span: Span }) {
  return (
    <ol aria-label="Time" className="relative h-5 text-sm text-ink-3 tabular-nums">
      {ticksIn(span).map((at) => (
        <li
          key={at}
          className="absolute bottom-0 -translate-x-1/2 whitespace-nowrap"
          style={{ left: `${String(shareOfTime(at, span) * 100)}%` }}
        >
          {tickText(at)}
        </li>
      ))}
    </ol>
  );
}
