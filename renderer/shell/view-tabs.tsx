import { clsx } from 'clsx';
import { PanelLeft, PanelRight } from 'lucide-react';
import { useCounts, useSettings } from '../mirror/selectors.ts';
import { IconButton } from '../ui/button.tsx';
import { go, useWindow } from '../window/window-state.ts';
import { hasContext } from './context-panel.tsx';
import { useLabel } from '../commands/use-shortcuts.ts';
import { toggleContext, toggleRail } from '../commands/window-actions.ts';

const views = [
  { view: 'board', title: 'Board' },
  { view: 'orchestrator', title: 'Orchestrator' },
  { view: 'inbox', title: 'Inbox' },
  { view: 'gate', title: 'Gate' },
  { view: 'evals', title: 'Evals' },
  { view: 'skills', title: 'Skills' },
  { view: 'repos', title: 'Repos' },
] as const;

export function ViewTabs() {
  const current = useWindow((state) => state.place.view);
  const { railOpen } = useSettings();
  const { needsYou } = useCounts();
  const railLabel = useLabel('Show the rail', 'rail');
  const contextLabel = useLabel('Show or hide the context panel', 'context');
  return (
    <div className="flex h-11 shrink-0 items-center gap-1 border-b px-3">
      {!railOpen && (
        <IconButton label={railLabel} onClick={toggleRail} className="size-7!">
          <PanelLeft className="size-4" />
        </IconButton>
      )}
      <nav aria-label="Views" className="flex flex-1 gap-1">
        {views.map(({ view, title }) => (
          <button
            key={view}
            type="button"
            aria-current={current === view ? 'page' : undefined}
            onClick={() => go({ view })}
            className={clsx(
              'flex h-7 items-center gap-1.5 rounded-control px-2.5 transition-colors duration-150',
              current === view ? 'bg-selected text-ink' : 'text-ink-2 hover:bg-hover hover:text-ink',
            )}
          >
            {title}
            {view === 'inbox' && needsYou > 0 && (
              <span className="text-sm font-medium text-needs-you" aria-label={`${String(needsYou)} need you`}>
                {needsYou}
              </span>
            )}
          </button>
        ))}
      </nav>
      {hasContext(current) && (
        <IconButton label={contextLabel} onClick={toggleContext} className="size-7!">
          <PanelRight className="size-4" />
        </IconButton>
      )}
    </div>
  );
}
