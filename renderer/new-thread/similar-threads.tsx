import { useEffect, useState } from 'react';
import type { SimilarThread } from '../../core/contract/thread/work-methods.ts';
import type { RepoId } from '../../core/ids.ts';
import { bridge } from '../bridge.ts';
import { Button } from '../ui/button.tsx';
import { StateMark } from '../ui/state-mark.tsx';
import { openThread } from '../window/window-state.ts';

/** More would push the rest of the dialog away. */
const shown = 3;
/** Nobody wants an answer to half a word. */
const settledAfterMs = 250;

/** Threads that may be about the same thing as the goal, while it is written and before there is another one. */
export function SimilarThreads({ goal, repos }: { readonly goal: string; readonly repos: readonly RepoId[] }) {
  const hits = useSimilar(goal, repos).slice(0, shown);
  return (
    <div role="status" className="empty:-mt-4">
      {hits.length > 0 && (
        <section aria-label="Similar threads" className="flex flex-col gap-1.5">
          <h3 className="text-sm font-medium text-ink-2">
            {hits.length === 1 ? 'A thread may be about this already' : 'Threads may be about this already'}
          </h3>
          <ul className="flex flex-col divide-y divide-line rounded-control border">
            {hits.map((hit) => (
              <li key={hit.thread} className="flex items-center gap-3 py-1.5 pr-1.5 pl-3">
                <div className="min-w-0 flex-1">
                  <p className="flex items-baseline gap-2">
                    <span className="tabular-nums text-ink-3">#{hit.number}</span>
                    <span className="untrusted min-w-0 truncate">{hit.title}</span>
                    <StateMark word={hit.word} tone={hit.tone} className="text-sm" />
                  </p>
                  <p className="untrusted truncate text-sm text-ink-3" title={hit.why}>
                    {hit.why}
                  </p>
                </div>
                <Button small aria-label={`Open #${String(hit.number)} instead`} onClick={() => openThread(hit.thread)}>
                  Open instead
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

/** Those of a moment ago stay until there are new ones, so that nothing jumps while somebody types. */
export function useSimilar(goal: string, repos: readonly RepoId[]): readonly SimilarThread[] {
  const [hits, setHits] = useState<readonly SimilarThread[]>([]);
  const key = JSON.stringify({ goal, repos });
  useEffect(() => {
    let wanted = true;
    const timer = setTimeout(() => {
      const asked = JSON.parse(key) as { readonly goal: string; readonly repos: RepoId[] };
      void bridge()
        .call('threads.similar', asked)
        .then((result) => {
          if (wanted) setHits(result.ok ? result.value : []);
        });
    }, settledAfterMs);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [key]);
  return goal.trim() === '' ? [] : hits;
}
