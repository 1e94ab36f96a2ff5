import { FlaskConical } from 'lucide-react';
import type { ThreadId } from '../../core/ids.ts';
import { redPairLine } from '../../core/views/radar/overlap.ts';
import { visible } from '../../core/views/text/visible.ts';
import { OtherThread, RadarBadge } from './radar-badge.tsx';
import { useRedPairs } from './use-radar.ts';

/** On a card: it is green, and so is another one, but not both of them. */
export function RedPairBadge({ thread }: { readonly thread: ThreadId }) {
  const pairs = useRedPairs(thread);
  return (
    <RadarBadge
      icon={<FlaskConical className="size-3 shrink-0" aria-hidden />}
      line={redPairLine(pairs.map(({ other, failed }) => ({ number: other.number, failed })))}
      title="What is red together"
    >
      <p className="text-sm text-ink-2">Both are green alone and merge cleanly, but the checks fail on the merge.</p>
      {pairs.map(({ other, failed }) => (
        <section key={other.thread} className="flex flex-col gap-1 text-sm">
          <OtherThread thread={other} />
          {failed.map(({ repo, name, tail }) => (
            <div key={`${repo} ${name}`} className="flex flex-col gap-0.5">
              <span className="text-ink-2">{visible(name)}</span>
              <pre className="untrusted max-h-40 overflow-auto font-mono text-ink-3">{visible(tail)}</pre>
            </div>
          ))}
        </section>
      ))}
    </RadarBadge>
  );
}
