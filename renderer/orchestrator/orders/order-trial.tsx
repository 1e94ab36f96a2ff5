import type { Output } from '../../../core/contract.ts';
import { choiceWords } from '../../../core/decisions/words.ts';
import { visible } from '../../../core/views/text/visible.ts';
import { useMirror } from '../../mirror/mirror.ts';
import { Elapsed } from '../../ui/elapsed.tsx';

const shownAtOnce = 20;

/** What an order would have done; nothing has been. */
export function OrderTrial({ tried }: { readonly tried: Output<'orders.try'>['tried'] }) {
  const factory = useMirror((mirror) => mirror.factory);
  if (tried.length === 0) return <p className="text-sm text-ink-2">Nothing that came in during 30 days fits it.</p>;
  return (
    <ul aria-label="What it would have done" className="flex flex-col gap-0.5 text-sm text-ink-2">
      {tried.slice(-shownAtOnce).map(({ at, choice, alone }, index) => (
        <li key={index} className="untrusted wrap-anywhere">
          <Elapsed since={at} suffix=" ago" />: {visible(choiceWords(factory, choice))}
          {!alone && ' (only proposed: it came from outside)'}
        </li>
      ))}
      {tried.length > shownAtOnce && <li>and {tried.length - shownAtOnce} earlier ones</li>}
    </ul>
  );
}
