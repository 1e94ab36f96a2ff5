import type { TerminalInfo } from '../../core/contract/thread/terminal-methods.ts';
import type { AskId, ThreadId } from '../../core/ids.ts';
import type { Answer } from '../../core/model/ask.ts';
import { currentLanding } from '../../core/model/thread.ts';
import type { Place } from '../../core/contract.ts';
import type { Result } from '../../core/result.ts';
import type { Settings } from '../../core/settings.ts';
import type { Orchestrator } from '../orchestrator/orchestrator-port.ts';
import type { Caller, Router } from '../ipc/router-port.ts';
import { placeOfLink } from './deep-link.ts';
import type { Alive } from './quit.ts';
import { isAtWork } from './tray/rows.ts';

/** What desktop needs of the factory that compose built. */
export type ShownFactory = {
  readonly router: Router;
  readonly orchestrator: Pick<Orchestrator, 'state' | 'subscribe' | 'subscribeActivity'>;
  readonly store: {
    readonly settings: { read(): Pick<Settings, 'notifications' | 'quietHours' | 'theme' | 'shortcuts'> };
  };
  /** Of the person. */
  readonly terminals: { ofThread(thread: ThreadId): readonly Pick<TerminalInfo, 'ended'>[] };
};

export type Deeds = ReturnType<typeof deedsOn>;

/** What the person does outside the window, each through the router like every other call. */
export function deedsOn({ router, orchestrator, terminals }: ShownFactory, refused: (message: string) => void) {
  const threads = () => [...orchestrator.state.threads.awake()];
  const report = (result: Result<unknown>) => {
    if (!result.ok) refused(result.error.message);
  };
  return {
    answer: async (via: Caller['via'], ask: { id: AskId; generation: number }, answer: Answer): Promise<void> =>
      report(await router.handle({ id: via, via }, 'asks.answer', { ask: ask.id, generation: ask.generation, answer })),
    pauseAll: async (): Promise<void> => {
      for (const { thread } of threads().filter(isAtWork))
        report(await router.handle(TRAY, 'threads.halt', { thread, halt: 'paused' }));
    },
    resumeAll: async (): Promise<void> => {
      for (const { thread } of threads().filter((each) => each.halt?.kind === 'paused' && !each.dropped))
        report(await router.handle(TRAY, 'threads.resume', { thread }));
    },
    placeOf: (link: string): Place | undefined => placeOfLink(link, orchestrator.state.threads.values()),
    /** What would be cut off by the end of the app. */
    alive: (): Alive => ({
      threads: threads().filter((thread) => isAtWork(thread) || isLanding(thread)).length,
      terminals: threads().flatMap(({ thread }) => terminals.ofThread(thread).filter(({ ended }) => !ended)).length,
    }),
  };
}

const TRAY: Caller = { id: 'tray', via: 'tray' };

function isLanding(thread: Parameters<typeof currentLanding>[0]): boolean {
  const landing = currentLanding(thread);
  return landing !== undefined && landing.ended === undefined;
}
