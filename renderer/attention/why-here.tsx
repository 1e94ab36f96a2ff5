import { Pin } from 'lucide-react';
import type { Ranked } from '../../core/attention/order.ts';
import type { ThreadId } from '../../core/ids.ts';
import { whyLine, whyTerms } from '../../core/views/attention/why.ts';
import { useQueuePlace, useRanked } from './use-place.ts';
import { CardPopover } from '../window/card-popover.tsx';

/** On a queued card: its place and the reasons for it; the whole sum behind them on demand. */
export function WhyHere({ id }: { readonly id: ThreadId }) {
  const place = useQueuePlace(id);
  const at = useRanked(id);
  if (place === undefined || !at) return null;
  const { ranked, now } = at;
  const line = `${String(place)}. ${whyLine(ranked, now)}`;
  return (
    <CardPopover
      line={
        <>
          {ranked.item.pinned !== undefined && <Pin className="size-3 shrink-0" aria-hidden />}
          <span className="min-w-0 flex-1 truncate">{line}</span>{' '}
          <span className="shrink-0 underline decoration-dotted underline-offset-2">why here?</span>
        </>
      }
      label={`${line}: why here?`}
      tone="text-ink-3 hover:text-ink-2"
      title="Why it stands here"
      layout="w-72"
    >
      <Terms ranked={ranked} now={now} />
    </CardPopover>
  );
}

/** On a card that is not in the queue: how much it weighs; where that puts it among all, and the sum, on demand. */
export function Weighs({ id }: { readonly id: ThreadId }) {
  const at = useRanked(id);
  if (useQueuePlace(id) !== undefined || !at) return null;
  const { item, score } = at.ranked;
  const points = score.toFixed(1);
  return (
    <CardPopover
      line={
        <>
          {item.pinned !== undefined && <Pin className="size-3 shrink-0" aria-hidden />}
          <span>{item.priority}</span>
        </>
      }
      label={`${item.priority} ${points}: why here?`}
      tone="text-ink-3 hover:text-ink-2"
      title="Why it stands here"
      layout="w-72"
    >
      <Terms {...at} />
    </CardPopover>
  );
}

/** The sum, term by term. */
export function Terms({ ranked, now }: { readonly ranked: Ranked; readonly now: number }) {
  return (
    <dl className="grid grid-cols-[max-content_minmax(0,1fr)_max-content] gap-x-3 gap-y-1 text-sm">
      {whyTerms(ranked, now).map(({ name, text, points }) => (
        <div key={name} className="col-span-3 grid grid-cols-subgrid last:border-t last:border-line last:pt-1.5">
          <dt className="text-ink-3">{name}</dt>
          <dd className="text-ink-2">{text}</dd>
          <dd className="text-right text-ink tabular-nums">{points}</dd>
        </div>
      ))}
    </dl>
  );
}
