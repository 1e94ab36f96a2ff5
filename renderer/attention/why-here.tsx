import { Pin } from 'lucide-react';
import { Popover } from 'radix-ui';
import type { Ranked } from '../../core/attention/order.ts';
import type { ThreadId } from '../../core/ids.ts';
import { whyLine, whyTerms } from '../../core/views/attention/why.ts';
import { useQueuePlace, useRanked } from './use-place.ts';
import { useCardPopover } from '../window/card-popover.ts';

/** On a queued card: its place and the reasons for it; the whole sum behind them on demand. */
export function WhyHere({ id }: { readonly id: ThreadId }) {
  const place = useQueuePlace(id);
  const at = useRanked(id);
  const popover = useCardPopover('why here');
  if (place === undefined || !at) return null;
  const { ranked, now } = at;
  return (
    <Popover.Root {...popover}>
      <Popover.Trigger
        className="relative z-10 -mx-1 flex items-center gap-1.5 rounded-tiny px-1 py-0.5 text-left text-sm text-ink-3 hover:bg-hover hover:text-ink-2"
        aria-label={`Place ${String(place)}: why here?`}
      >
        {ranked.item.pinned !== undefined && <Pin className="size-3 shrink-0" aria-hidden />}
        <span className="min-w-0 flex-1 truncate">
          {place}. {whyLine(ranked, now)}
        </span>
        <span className="shrink-0 underline decoration-dotted underline-offset-2">why here?</span>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="start"
          sideOffset={4}
          collisionPadding={8}
          aria-label="Why it stands here"
          className="appearing hairline z-30 w-72 rounded-card bg-raised p-3 shadow-dialog"
        >
          <Terms ranked={ranked} now={now} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
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
