import type { EvalWish } from '../../../core/contract/eval-methods.ts';
import type { EvalProgress } from '../../../core/evals/page/eval-page.ts';
import { progressOf } from '../../../core/evals/page/standings.ts';
import type { HistoryLine } from '../../../core/evals/suite/trial-line.ts';
import { fail, ok } from '../../../core/result.ts';
import type { Result } from '../../../core/result.ts';
import { startSuite } from './start-suite.ts';
import type { RunningSuite } from './start-suite.ts';

type DeskParts = { readonly programs: string; readonly dataFolder: string; readonly now: () => number };

type Begun = Pick<EvalProgress, 'run' | 'scenarios'> & { readonly daily: boolean };
type Suite = RunningSuite & Begun & Pick<EvalProgress, 'startedAt' | 'harness'>;

export type SuiteDesk = {
  begin(wish: EvalWish, as: Begun): Promise<Result<unknown>>;
  /** One is under way, or about to be. */
  readonly busy: () => boolean;
  progress(lines: readonly HistoryLine[]): EvalProgress | undefined;
  /** Whether the daily run begins no further trial; what the person began by hand goes on. */
  giveWay(giving: boolean): void;
  stop(): Result<unknown>;
  /** Called whenever one has ended. */
  onEnded(listener: () => void): void;
  leave(): Promise<void>;
};

/** An app that quits waits so long for its suite. */
const leaveMs = 5000;

/** Where the one suite that may be under way is begun, watched and ended. */
export function suiteDesk({ programs, dataFolder, now }: DeskParts): SuiteDesk {
  let suite: Suite | undefined;
  let beginning = false;
  let ended: () => void = () => undefined;
  const busy = () => beginning || suite !== undefined;
  return {
    async begin(wish, as) {
      if (busy())
        return fail({ code: 'evals-running', message: 'A suite is under way', next: 'Stop it, or wait for it' });
      beginning = true;
      const started = await startSuite({ programs, dataFolder, name: as.run, ...wish });
      beginning = false;
      if (!started.ok) return started;
      suite = { ...started.value, ...as, startedAt: now(), harness: wish.harness };
      void started.value.ended.then(() => {
        suite = undefined;
        ended();
      });
      return ok(true);
    },
    busy,
    progress: (lines) => suite && progressOf({ ...suite, stopping: suite.stopping(), waiting: suite.waiting() }, lines),
    giveWay: (giving) => suite?.daily && suite.giveWay(giving),
    stop() {
      if (!suite) return fail({ code: 'evals-idle', message: 'No suite is under way' });
      suite.stop();
      return ok(true);
    },
    onEnded: (listener) => (ended = listener),
    async leave() {
      suite?.leave(leaveMs);
      await suite?.ended;
    },
  };
}
