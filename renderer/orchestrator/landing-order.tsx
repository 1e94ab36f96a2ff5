import { GitMerge } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { ThreadId } from '../../core/ids.ts';
import { headsOf } from '../../core/model/change-set.ts';
import { readyToLand } from '../../core/radar/ready-to-land.ts';
import { visible } from '../../core/views/text/visible.ts';
import { useMirror } from '../mirror/mirror.ts';
import { useThread } from '../mirror/selectors.ts';
import { Button } from '../ui/button.tsx';
import { RepoChips } from '../ui/chip.tsx';
import { request } from '../window/request.ts';
import { openThread } from '../window/window-state.ts';

/** In which order to land what is green, and why; several can be landed together. */
export function LandingOrder() {
  const { order, held } = useReadyToLand();
  const [chosen, setChosen] = useState<ReadonlySet<ThreadId>>(new Set());
  const [busy, setBusy] = useState(false);
  const asked = order.map(({ name }) => name).filter((name) => chosen.has(name));
  const choose = (name: ThreadId, is: boolean) => {
    const next = new Set(chosen);
    if (is) next.add(name);
    else next.delete(name);
    setChosen(next);
  };
  const land = async () => {
    setBusy(true);
    const { threads } = useMirror.getState().factory;
    const members = asked.map((thread) => ({ thread, heads: [...headsOf(threads.get(thread)?.changes ?? [])] }));
    const begun = await request('threads.landTogether', { threads: members });
    setBusy(false);
    if (begun.ok) setChosen(new Set());
  };
  if (order.length + held.length === 0) return null;
  return (
    <section aria-label="Order to land in" className="flex flex-col gap-2">
      <header className="flex items-center justify-between gap-3">
        <h2 className="text-sm font-medium text-ink-3">Order to land in</h2>
        {order.length > 1 && (
          <Button small disabled={asked.length < 2 || busy} onClick={() => void land()}>
            <GitMerge className="size-3.5" aria-hidden /> Approve and land together
          </Button>
        )}
      </header>
      <ol className="flex flex-col overflow-hidden rounded-card border bg-card">
        {order.map(({ name, reason }) => (
          <Row
            key={name}
            {...{ id: name, reason, isChosen: chosen.has(name) }}
            onChoose={order.length > 1 ? (is) => choose(name, is) : undefined}
          />
        ))}
        {held.map(({ name, reason }) => (
          <Row key={name} id={name} reason={reason} />
        ))}
      </ol>
    </section>
  );
}

function useReadyToLand() {
  const factory = useMirror((mirror) => mirror.factory);
  const version = useMirror((mirror) => mirror.version);
  const radar = useMirror((mirror) => mirror.radar);
  // The factory changes in place, and the version with it.
  return useMemo(() => ({ ...readyToLand(factory, radar), version }), [factory, radar, version]);
}

type RowProps = {
  readonly id: ThreadId;
  readonly reason: string;
  readonly isChosen?: boolean;
  readonly onChoose?: ((is: boolean) => void) | undefined;
};

function Row({ id, reason, isChosen = false, onChoose }: RowProps) {
  const thread = useThread(id);
  if (!thread) return null;
  return (
    <li className="flex items-baseline gap-3 border-b px-4 py-2.5 last:border-b-0">
      <input
        type="checkbox"
        aria-label={`Land #${String(thread.number)} together with others`}
        checked={isChosen}
        disabled={!onChoose}
        onChange={(change) => onChoose?.(change.target.checked)}
      />
      <span className="min-w-0 flex-1">
        <button
          type="button"
          onClick={() => openThread(id)}
          className="block max-w-full truncate text-left font-medium hover:underline"
        >
          <span className="font-normal text-ink-3">#{thread.number}</span> {visible(thread.title)}
        </button>
        <span className="block text-sm text-ink-3">{reason}</span>
      </span>
      <RepoChips ids={thread.repos} />
    </li>
  );
}
