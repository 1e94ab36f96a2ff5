import type { AskId } from '../../core/ids.ts';
import type { Answer } from '../../core/model/ask.ts';
import { currentLanding } from '../../core/model/thread.ts';
import type { Place } from '../../core/contract.ts';
import type { Result } from '../../core/result.ts';
import type { Settings } from '../../core/settings.ts';
import type { Orchestrator } from '../orchestrator/orchestrator-port.ts';
import type { Caller, Router } from '../ipc/router-port.ts';
import { placeOfLink } from './deep-link.ts';
import { isAtWork } from './tray/rows.ts';

/** What desktop needs of the factory that compose built. */
export type ShownFactory = {
  readonly router: Router;
  readonly orchestrator: Pick<Orchestrator, 'state' | 'subscribe' | 'subscribeActivity'>;
  readonly store: { readonly settings: { read(): Pick<Settings, 'notifications' | 'theme' | 'shortcuts'> } };
};

export type Deeds = ReturnType<typeof deedsOn>;

/** What the person does outside the window, each through the router like every other call. */
export function deedsOn({ router, orchestrator }: ShownFactory, refused: (message: string) => void) {
  const threads = () => [...orchestrator.state.threads.values()];
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
    /** Threads whose run, checks or landing would be interrupted by the end of the app. */
    placeOf: (link: string): Place | undefined => placeOfLink(link, orchestrator.state.threads.values()),
    alive: (): number => threads().filter((thread) => isAtWork(thread) || isLanding(thread)).length,
  };
}

const TRAY: Caller = { id: 'tray', via: 'tray' };

function isLanding(thread: Parameters<typeof currentLanding>[0]): boolean {
  const landing = currentLanding(thread);
  return landing !== undefined && landing.ended === undefined;
}
