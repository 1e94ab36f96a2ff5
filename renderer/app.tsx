import { Toaster } from 'sonner';
import type { Failure } from '../core/result.ts';
import { BoardView } from './board/board-view.tsx';
import { EvalsView } from './evals/evals-view.tsx';
import { DoctorView } from './doctor/doctor-view.tsx';
import { GateView } from './gate/gate-view.tsx';
import { PauseBanner } from './gate/pause/pause-banner.tsx';
import { InboxView } from './inbox/inbox-view.tsx';
import { InsightsView } from './insights/insights-view.tsx';
import { LessonsView } from './learning/lessons-view.tsx';
import { loadFactory } from './mirror/follow-factory.ts';
import { useMirror } from './mirror/mirror.ts';
import { useSettings } from './mirror/selectors.ts';
import { WelcomeView } from './onboarding/welcome-view.tsx';
import { OrchestratorView } from './orchestrator/orchestrator-view.tsx';
import { ReposView } from './repos/repos-view.tsx';
import { SettingsView } from './settings/settings-view.tsx';
import { Announcer } from './shell/announcer.tsx';
import { ContextPanel } from './shell/context-panel.tsx';
import { Dialogs } from './shell/dialogs.tsx';
import { Rail } from './shell/rail.tsx';
import { SkillsView } from './skills/skills-view.tsx';
import { StatusBar } from './shell/status/status-bar.tsx';
import { useShortcuts } from './commands/use-shortcuts.ts';
import { ViewTabs } from './shell/view-tabs.tsx';
import { ThreadView } from './thread/thread-view.tsx';
import { Button } from './ui/button.tsx';
import { Empty } from './ui/empty.tsx';
import { useDark, useDensity } from './window/theme.ts';
import { useWindow } from './window/window-state.ts';

const toastStyle = {
  fontFamily: 'var(--font-sans)',
  background: 'var(--raised)',
  borderColor: 'var(--line-strong)',
  color: 'var(--ink)',
  boxShadow: 'var(--shadow-dialog)',
} as const;

export function App() {
  const failure = useMirror((mirror) => mirror.failure);
  const { railOpen, theme, density } = useSettings();
  const dark = useDark(theme);
  useDensity(density);
  useShortcuts();
  if (failure) return <NoFactory failure={failure} />;
  return (
    <div className="flex h-full flex-col">
      <div className="relative flex min-h-0 flex-1">
        {railOpen && <Rail />}
        <main className="flex min-w-0 flex-1 flex-col">
          <ViewTabs />
          <PauseBanner />
          <Centre />
        </main>
        <ContextPanel />
      </div>
      <StatusBar />
      <Dialogs />
      <Announcer />
      <Toaster
        theme={dark ? 'dark' : 'light'}
        position="bottom-right"
        offset={{ bottom: 36, right: 16 }}
        toastOptions={{ style: toastStyle }}
      />
    </div>
  );
}

function NoFactory({ failure }: { readonly failure: Failure }) {
  return (
    <Empty
      title="The board cannot be read"
      text={[failure.message, failure.next].flatMap((words) => (words ? `${words.replace(/\.$/, '')}.` : [])).join(' ')}
    >
      <Button look="primary" onClick={() => void loadFactory()}>
        Try again
      </Button>
    </Empty>
  );
}

function Centre() {
  const place = useWindow((state) => state.place);
  const fresh = useMirror(({ settings, factory }) => !settings.welcomed && factory.threads.size === 0);
  switch (place.view) {
    case 'thread':
      return <ThreadView key={place.thread} id={place.thread} tab={place.tab ?? 'conversation'} />;
    case 'lessons':
      return <LessonsView />;
    case 'evals':
      return <EvalsView />;
    case 'skills':
      return <SkillsView />;
    case 'orchestrator':
      return <OrchestratorView />;
    case 'inbox':
      return <InboxView />;
    case 'gate':
      return <GateView />;
    case 'repos':
      return <ReposView />;
    case 'doctor':
      return <DoctorView />;
    case 'insights':
      return <InsightsView />;
    case 'welcome':
      return <WelcomeView />;
    case 'settings':
      return <SettingsView />;
    default:
      return fresh ? <WelcomeView /> : <BoardView />;
  }
}
