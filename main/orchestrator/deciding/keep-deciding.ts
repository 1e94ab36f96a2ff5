import { join } from 'node:path';
import type { DecisionId } from '../../../core/ids.ts';
import type { Settings } from '../../../core/settings.ts';
import { codeNotes } from '../../intake/signals/code-notes.ts';
import { schedules } from '../../intake/signals/schedule.ts';
import { watchedFolder } from '../../intake/signals/watched-folder.ts';
import { watchSignals } from '../../intake/signals/watch-signals.ts';
import type { Orchestrator } from '../orchestrator-port.ts';
import { watchBoard } from './decider.ts';
import { watchDead } from './watch-dead.ts';

type DecidingParts = {
  readonly orchestrator: Orchestrator;
  readonly dataFolder: string;
  readonly now: () => number;
  readonly settings: () => Settings;
  readonly newDecisionId: () => DecisionId;
  readonly onWarning: (text: string) => void;
};

/** What the board is told of, what it is found to be, and what the rules decide about it. Answers how to stop. */
export function keepDeciding({ orchestrator, dataFolder, settings, ...parts }: DecidingParts): () => void {
  const { state } = orchestrator;
  const { now, onWarning, newDecisionId } = parts;
  const stops = [
    watchBoard({ orchestrator, now, newDecisionId, authorities: () => settings().authority }),
    watchDead(orchestrator),
    watchSignals({
      sources: [
        watchedFolder(join(dataFolder, 'signals')),
        schedules(() => settings().schedules, now()),
        codeNotes(() => state.repos.values()),
      ],
      signals: () => state.signals.values(),
      receive: (signal) => orchestrator.dispatch({ type: 'signal.receive', signal }),
      ...{ now, onWarning },
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
