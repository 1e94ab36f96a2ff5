import { join } from 'node:path';
import { DecisionId, RunId } from '../../../core/ids.ts';
import type { Admission } from '../../../core/loop/admission.ts';
import { plan } from '../../../core/loop/plan.ts';
import type { Repo, RepoConfig } from '../../../core/model/repo.ts';
import type { Result } from '../../../core/result.ts';
import type { ThreadMeeting } from '../../../core/similar/shared-work.ts';
import type { Harness } from '../../harness/harness.ts';
import { ciResults } from '../../intake/signals/ci/ci-results.ts';
import { codeNotes } from '../../intake/signals/code-notes.ts';
import { schedules } from '../../intake/signals/schedule.ts';
import { watchedFolder } from '../../intake/signals/watched-folder.ts';
import { watchSignals } from '../../intake/signals/watch-signals.ts';
import { checksFolder } from '../../workspace/place.ts';
import type { Store } from '../../store/store-port.ts';
import type { Orchestrator } from '../orchestrator-port.ts';
import type { SimilarThreads } from '../similar-threads.ts';
import { openSeat } from './seat/seat-office.ts';
import type { SeatOffice } from './seat/seat-office.ts';
import type { Backstop } from '../surroundings/backstop.ts';
import { watchAlike } from './watch-alike.ts';
import { watchBoard } from './decider.ts';
import { redMain } from './red-main.ts';
import { watchDead } from './watch-dead.ts';

type DecidingParts = {
  readonly orchestrator: Orchestrator;
  readonly dataFolder: string;
  readonly now: () => number;
  readonly store: Pick<Store, 'settings' | 'transcripts'>;
  /** A fresh id such as `dec_…`. */
  readonly newId: (prefix: string) => string;
  readonly harnesses: readonly Harness[];
  /** The folder of the built programs. */
  readonly programs: string;
  readonly onWarning: (text: string) => void;
  readonly readConfig: (repo: Repo) => Promise<Result<RepoConfig>>;
  readonly admission: () => Admission;
  readonly backstop: Backstop;
  readonly similar: SimilarThreads;
  readonly meetings: () => readonly ThreadMeeting[];
};

export type Deciding = { readonly seat: Pick<SeatOffice, 'ask'>; stop(): Promise<void> };

/** What the board is told of, what it is found to be, and what rules and a model say about it. */
export function keepDeciding({ orchestrator, dataFolder, store, ...parts }: DecidingParts): Deciding {
  const { state } = orchestrator;
  const settings = () => store.settings.read();
  const { now, onWarning, newId, readConfig } = parts;
  const newDecisionId = () => DecisionId.parse(newId('dec'));
  const ended = new AbortController();
  const noRoom = () => {
    const admission = parts.admission();
    const { hold, places } = admission;
    const { active } = plan(state, admission);
    // As for any turn: a busy machine holds nothing back while none of ours is at work.
    if (hold && (hold.strict || active > 0)) return hold.text;
    return active < places ? undefined : `${String(active)} of ${String(places)} places are taken`;
  };
  const stops = [
    watchBoard({ orchestrator, now, newDecisionId, authorities: () => settings().authority }),
    watchDead(orchestrator),
    watchAlike({ orchestrator, similar: parts.similar, meetings: parts.meetings }),
    watchSignals({
      sources: [
        watchedFolder(join(dataFolder, 'signals')),
        schedules(() => settings().schedules, now()),
        codeNotes(() => state.repos.values()),
        ciResults({ repos: () => state.repos.values(), places: () => settings().ciResults }),
        redMain({
          repos: () => state.repos.values(),
          ...{ readConfig, room: () => !parts.admission().hold && noRoom() === undefined },
          ...{ signal: ended.signal, folder: join(checksFolder(dataFolder), 'red-main') },
          memory: join(dataFolder, 'red-main.json'),
        }),
      ],
      signals: () => state.signals.values(),
      receive: (signal) => orchestrator.dispatch({ type: 'signal.receive', signal }),
      ...{ now, onWarning },
    }),
  ];
  const seat = openSeat({
    ...{ orchestrator, dataFolder, now, newDecisionId, pipe: join(parts.programs, 'seat-pipe.js') },
    ...{ backstop: parts.backstop, transcripts: store.transcripts, noRoom },
    ...{ harnesses: parts.harnesses, newRunId: () => RunId.parse(newId('run')) },
    authorities: () => settings().authority,
    setting: () => settings().seat,
  });
  return {
    seat,
    async stop() {
      ended.abort();
      for (const stop of stops) stop();
      await seat.stop();
    },
  };
}
