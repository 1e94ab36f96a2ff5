import { Pause, Play } from 'lucide-react';
import { pausable, pauseAll, pausedOf, resumeAll } from '../../commands/halting.ts';
import { GateStatus } from '../../gate/gate-status.tsx';
import { useMirror } from '../../mirror/mirror.ts';
import { useCounts, useThreads } from '../../mirror/selectors.ts';
import { AdmissionStatus } from './admission-status.tsx';
import { MachineStatus } from './machine-status.tsx';
import { QuotaStatus } from './quota-status.tsx';
import { NoticesButton } from '../notices.tsx';

/** Only what is known: no figure stands here that nobody measured. */
export function StatusBar() {
  const app = useMirror((mirror) => mirror.app);
  const { agents, active, asks } = useCounts();
  const places = useMirror((mirror) => mirror.admission.places);
  return (
    <footer
      aria-label="Status"
      className="flex h-6 shrink-0 items-center gap-4 overflow-hidden border-t bg-panel px-3 text-sm whitespace-nowrap text-ink-3 *:shrink-0"
    >
      <span title="Threads that hold one of the places; one that waits for you gives its place to the next">
        active {active}/{places}
      </span>
      <span>{agents === 1 ? '1 agent' : `${String(agents)} agents`} running</span>
      <span>{asks === 0 ? 'no open asks' : `${String(asks)} open ${asks === 1 ? 'ask' : 'asks'}`}</span>
      <MachineStatus />
      <QuotaStatus />
      <AdmissionStatus />
      <span className="flex-1 shrink!" />
      <NoticesButton />
      <GateStatus />
      <PauseAll />
      {app && (
        <span title={app.dataFolder}>
          {app.version}
          {app.runtime['electron'] !== undefined && (
            <span className="max-xl:hidden"> · Electron {app.runtime['electron']}</span>
          )}
        </span>
      )}
    </footer>
  );
}

function PauseAll() {
  const threads = useThreads();
  const paused = pausedOf(threads);
  const shape = 'flex h-5 items-center gap-1 rounded-tiny px-1.5 hover:bg-hover hover:text-ink';
  if (pausable(threads).length > 0)
    return (
      <button type="button" className={shape} onClick={() => pauseAll(threads)}>
        <Pause className="size-3" aria-hidden /> Pause all
      </button>
    );
  if (paused.length === 0) return null;
  return (
    <button type="button" className={shape} onClick={() => resumeAll(threads)}>
      <Play className="size-3" aria-hidden /> Resume {paused.length} paused
    </button>
  );
}
