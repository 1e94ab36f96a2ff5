import { ChartNoAxesColumn, Flag, GraduationCap, Plus, Search, Settings, Stethoscope } from 'lucide-react';
import { useCounts, useRepos } from '../mirror/selectors.ts';
import { useLessonCount } from '../learning/use-lessons.ts';
import { useProposalCount } from '../orchestrator/use-decisions.ts';
import { IconButton } from '../ui/button.tsx';
import { go, openDialog, useWindow } from '../window/window-state.ts';
import { Logo } from './logo.tsx';
import { RailItem } from './rail-item.tsx';
import { RepoBranch } from './repo-branch.tsx';
import { ChordHint } from '../commands/chord-hint.tsx';
import { useLabel } from '../commands/use-shortcuts.ts';
import { newThread } from '../commands/window-actions.ts';

export function Rail() {
  const repos = useRepos();
  const { needsYou } = useCounts();
  const view = useWindow((state) => state.place.view);
  const newLabel = useLabel('New thread', 'new-thread');
  return (
    <nav aria-label="Rail" className="flex w-60 shrink-0 flex-col border-r bg-panel">
      <header className="flex h-11 items-center justify-between pr-2 pl-4">
        <span className="flex items-center gap-2 font-semibold tracking-tight">
          <Logo />
          Teatree
        </span>
        {repos.length > 0 && (
          <IconButton label={newLabel} onClick={newThread} className="size-7!">
            <Plus className="size-4" />
          </IconButton>
        )}
      </header>
      <div className="flex flex-col gap-px px-2 pb-3">
        <Orchestrator />
        <RailItem current={view === 'inbox'} onClick={() => go({ view: 'inbox' })}>
          <Flag className="size-3.5 text-ink-3" aria-hidden />
          <span className="flex-1">Needs you</span>
          {needsYou > 0 && <span className="text-sm font-medium text-needs-you">{needsYou}</span>}
        </RailItem>
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto px-2 pb-2">
        {repos.length > 0 && <h2 className="px-2 pb-1 text-sm text-ink-3">Repos</h2>}
        <ul className="flex flex-col gap-px">
          {repos.map((repo) => (
            <RepoBranch key={repo.id} repo={repo} />
          ))}
        </ul>
      </div>
      <footer className="flex flex-col gap-px border-t p-2">
        <SearchItem />
        <RailItem current={view === 'insights'} onClick={() => go({ view: 'insights' })}>
          <ChartNoAxesColumn className="size-3.5 text-ink-3" aria-hidden />
          <span className="flex-1">Insights</span>
        </RailItem>
        <Lessons />
        <RailItem current={view === 'doctor'} onClick={() => go({ view: 'doctor' })}>
          <Stethoscope className="size-3.5 text-ink-3" aria-hidden />
          <span className="flex-1">Doctor</span>
        </RailItem>
        <RailItem current={view === 'settings'} onClick={() => go({ view: 'settings' })}>
          <Settings className="size-3.5 text-ink-3" aria-hidden />
          <span className="flex-1">Settings</span>
        </RailItem>
      </footer>
    </nav>
  );
}

function SearchItem() {
  return (
    <RailItem onClick={() => openDialog({ kind: 'search' })}>
      <Search className="size-3.5 text-ink-3" aria-hidden />
      <span className="flex-1">Search</span>
      <ChordHint of="search" />
    </RailItem>
  );
}

function Lessons() {
  const open = useLessonCount();
  const current = useWindow((state) => state.place.view === 'lessons');
  return (
    <RailItem current={current} onClick={() => go({ view: 'lessons' })}>
      <GraduationCap className="size-3.5 text-ink-3" aria-hidden />
      <span className="flex-1">Lessons</span>
      {open > 0 && <span className="text-sm font-medium text-needs-you">{open}</span>}
    </RailItem>
  );
}

/** The big picture in one line; it leads to what is decided and why. */
function Orchestrator() {
  const { working, needsYou } = useCounts();
  const proposals = useProposalCount();
  const view = useWindow((state) => state.place.view);
  const parts = [
    working > 0 && `${String(working)} working`,
    needsYou > 0 && `${String(needsYou)} ${needsYou === 1 ? 'needs' : 'need'} you`,
    proposals > 0 && `${String(proposals)} proposed`,
  ].filter(Boolean);
  return (
    <RailItem
      tall
      title={parts.join(' · ')}
      current={view === 'orchestrator'}
      onClick={() => go({ view: 'orchestrator' })}
    >
      <span className="grid size-3.5 place-items-center" aria-hidden>
        <span className={`size-2 rounded-full ${working > 0 ? 'breathing bg-working' : 'bg-quiet'}`} />
      </span>
      <span className="min-w-0 flex-1 leading-4">
        Orchestrator
        <span className="block truncate text-sm text-ink-3">
          {parts.length > 0 ? parts.join(' · ') : 'Nothing under way'}
        </span>
      </span>
    </RailItem>
  );
}
