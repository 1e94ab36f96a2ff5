import type { Insights } from '../../core/insights/insights.ts';
import { visible } from '../../core/views/text/visible.ts';
import { useThread } from '../mirror/selectors.ts';
import { Section } from '../ui/section.tsx';
import { openThread } from '../window/window-state.ts';
import { moneyWords, unknownRuns } from './words.ts';

/** What single threads cost in the period, the dearest first. */
export function ThreadCosts({ threads }: { readonly threads: Insights['threads'] }) {
  if (threads.length === 0) return null;
  return (
    <Section title="Cost by thread">
      <ul className="flex flex-col divide-y">
        {threads.map((cost) => (
          <li key={cost.thread}>
            <ThreadCost cost={cost} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function ThreadCost({ cost }: { readonly cost: Insights['threads'][number] }) {
  const thread = useThread(cost.thread);
  if (!thread) return null;
  return (
    <button
      type="button"
      onClick={() => openThread(cost.thread)}
      className="flex h-8 w-full items-center gap-3 rounded-control px-2 text-left hover:bg-hover"
    >
      <span className="w-9 text-ink-3 tabular-nums">#{thread.number}</span>
      <span className="min-w-0 flex-1 truncate">{visible(thread.title)}</span>
      {cost.unknown > 0 && <span className="text-sm text-ink-3">{unknownRuns(cost)}</span>}
      <span className="w-28 text-right tabular-nums">{moneyWords(cost)}</span>
    </button>
  );
}
