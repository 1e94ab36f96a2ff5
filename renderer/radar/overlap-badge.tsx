import { GitCompareArrows } from 'lucide-react';
import type { ThreadId } from '../../core/ids.ts';
import { overlapLine } from '../../core/views/radar/overlap.ts';
import { FilePlaces, OtherThread, RadarBadge } from './radar-badge.tsx';
import { useOverlaps } from './use-radar.ts';

/** On a card: with which threads its commits conflict as they stand now; where, on demand. */
export function OverlapBadge({ thread }: { readonly thread: ThreadId }) {
  const overlaps = useOverlaps(thread);
  const line = overlapLine(overlaps.map(({ other, files }) => ({ number: other.number, files })));
  return (
    <RadarBadge
      icon={<GitCompareArrows className="size-3 shrink-0" aria-hidden />}
      line={line}
      title="What it overlaps"
    >
      <p className="text-sm text-ink-2">A merge of the commits as they stand would conflict.</p>
      {overlaps.map(({ repo, other, files }) => (
        <section key={`${repo} ${other.thread}`} className="flex flex-col gap-1 text-sm">
          <OtherThread thread={other} />
          <FilePlaces files={files} />
        </section>
      ))}
    </RadarBadge>
  );
}
