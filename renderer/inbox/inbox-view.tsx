import { clsx } from 'clsx';
import { useState } from 'react';
import { useInbox, useUnasked } from '../mirror/selectors.ts';
import { Empty } from '../ui/empty.tsx';
import { useKeys } from '../window/keys.ts';
import { useWindow } from '../window/window-state.ts';
import { AskCard } from './ask-card.tsx';
import { AskLine } from './ask-line.tsx';
import { AskHistory } from './history/ask-history.tsx';
import { Unasked } from './unasked.tsx';
import { useSelectedAsk } from './use-selected-ask.ts';

export function InboxView() {
  const [tab, setTab] = useState<'open' | 'history'>('open');
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div role="tablist" aria-label="Inbox" className="flex h-10 shrink-0 items-center gap-4 border-b px-5">
        <InboxTab title="Open" chosen={tab === 'open'} onChoose={() => setTab('open')} />
        <InboxTab title="History" chosen={tab === 'history'} onChoose={() => setTab('history')} />
      </div>
      {tab === 'open' ? <OpenAsks /> : <AskHistory />}
    </div>
  );
}

function InboxTab({
  title,
  chosen,
  onChoose,
}: {
  readonly title: string;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}) {
  return (
    <button
      type="button"
      role="tab"
      aria-selected={chosen}
      onClick={onChoose}
      className={clsx(
        '-mb-px h-10 border-b',
        chosen ? 'border-accent text-ink' : 'border-transparent text-ink-2 hover:text-ink',
      )}
    >
      {title}
    </button>
  );
}

/** Of more than these only one is shown whole, so that the others can be looked over. */
const allAtOnce = 12;

function OpenAsks() {
  const groups = useInbox();
  const unasked = useUnasked();
  const selected = useSelectedAsk();
  const move = (by: number) => {
    const index = groups.findIndex((group) => group.key === selected?.key);
    const next = groups[Math.min(groups.length - 1, Math.max(0, index + by))];
    if (next) select(next.key);
  };
  useKeys({ J: () => move(1), K: () => move(-1), ArrowDown: () => move(1), ArrowUp: () => move(-1) }, 'Inbox');
  const many = groups.length > allAtOnce;
  if (groups.length + unasked.length === 0)
    return (
      <Empty
        title="Nothing waits for you"
        text="Agents ask here before anything risky, and when they need an answer to go on."
      />
    );
  return (
    <div className="min-h-0 flex-1 overflow-y-auto px-5 py-4">
      <ul aria-label="Open asks" className={clsx('mx-auto flex max-w-190 flex-col', many ? 'gap-1' : 'gap-3')}>
        {groups.map((group) => (
          <li key={group.key} data-group={group.key} onPointerDown={() => !many && select(group.key)}>
            {many && group.key !== selected?.key ? (
              <AskLine asks={group.asks} onOpen={() => select(group.key)} />
            ) : (
              <AskCard asks={group.asks} active={group.key === selected?.key} />
            )}
          </li>
        ))}
      </ul>
      {unasked.length > 0 && <Unasked ids={unasked} />}
    </div>
  );
}

function select(key: string): void {
  useWindow.setState({ selectedAsk: key });
  requestAnimationFrame(() =>
    document.querySelector(`[data-group="${CSS.escape(key)}"]`)?.scrollIntoView({ block: 'nearest' }),
  );
}
