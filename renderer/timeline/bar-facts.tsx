import { visible } from '../../core/views/text/visible.ts';
import { useThread } from '../mirror/selectors.ts';
import { StateMark } from '../ui/state-mark.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { barWords } from './bar-words.ts';
import type { Looked } from './bar-words.ts';

type BarFactsProps = { readonly looked: Looked | undefined; readonly now: number };

/** What is known of the bar that is looked at, in one line that is always there. */
export function BarFacts({ looked, now }: BarFactsProps) {
  return (
    <footer aria-live="polite" className="flex h-9 shrink-0 items-center gap-3 border-t text-sm text-ink-3">
      {looked ? (
        <Known looked={looked} now={now} />
      ) : (
        <span className="flex items-center gap-1.5">
          <Kbd chord="J" on="Timeline" /> <Kbd chord="K" on="Timeline" /> thread <Kbd chord="H" on="Timeline" />{' '}
          <Kbd chord="L" on="Timeline" /> run <Kbd chord="Enter" /> open
        </span>
      )}
    </footer>
  );
}

function Known({ looked: { thread: id, bar }, now }: { readonly looked: Looked; readonly now: number }) {
  const thread = useThread(id);
  if (!thread) return null;
  return (
    <>
      <StateMark word={bar.word} tone={bar.tone} />
      <span className="shrink-0 tabular-nums">#{thread.number}</span>
      <span className="shrink-0 text-ink-2">{barWords(bar, now)}</span>
      <span className="shrink-0">{bar.harness}</span>
      <span className="untrusted min-w-0 truncate whitespace-nowrap!">
        {visible(bar.reason.split('\n', 1)[0] ?? '')}
      </span>
    </>
  );
}
