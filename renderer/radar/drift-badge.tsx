import { GitMergeConflict } from 'lucide-react';
import type { ThreadId } from '../../core/ids.ts';
import type { Drift } from '../../core/radar/overlap.ts';
import { driftLine } from '../../core/views/radar/overlap.ts';
import { visible } from '../../core/views/text/visible.ts';
import { useRepo } from '../mirror/selectors.ts';
import { Button } from '../ui/button.tsx';
import { tell } from '../window/request.ts';
import { FilePlaces, RadarBadge } from './radar-badge.tsx';
import { useDrifts } from './use-radar.ts';

/** On a card: its commits conflict with the branch that they are to land on. */
export function DriftBadge({ thread }: { readonly thread: ThreadId }) {
  const drifts = useDrifts(thread);
  return (
    <RadarBadge
      icon={<GitMergeConflict className="size-3 shrink-0" aria-hidden />}
      line={driftLine(drifts)}
      title="What it conflicts with"
    >
      <p className="text-sm text-ink-2">It cannot land on the branch as it was fetched last.</p>
      {drifts.map((drift) => (
        <Behind key={drift.repo} drift={drift} />
      ))}
    </RadarBadge>
  );
}

function Behind({ drift: { repo, thread, target, files } }: { readonly drift: Drift }) {
  const name = useRepo(repo)?.name ?? repo;
  const text = `Rebase your branch in ${name} onto ${target}: your commits conflict with what is there now.`;
  return (
    <section className="flex flex-col gap-1 text-sm">
      <span className="truncate">
        {visible(target)} in {visible(name)}
      </span>
      <FilePlaces files={files} />
      <Button small className="self-start" onClick={() => tell('threads.message', { thread, text })}>
        Tell the agent to rebase
      </Button>
    </section>
  );
}
