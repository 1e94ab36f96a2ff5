import { clustersOf } from '../../../core/learning/cluster.ts';
import { findingsIn } from '../../../core/learning/diagnose.ts';
import { isNote, landedAt, mostOpen, openLessons, shadowMs, standingOf } from '../../../core/learning/standing.ts';
import type { RepoId } from '../../../core/ids.ts';
import type { Lesson } from '../../../core/model/learning/lesson.ts';
import { nowAndThen } from '../now-and-then.ts';
import { keepDailyEvals } from './daily/daily-evals.ts';
import type { DailyParts } from './daily/daily-evals.ts';
import { enforceLesson } from './enforce-lesson.ts';
import { keptMs, openIncidentLog } from './incident-log.ts';
import type { IncidentLog } from './incident-log.ts';
import { lessonOffice } from './lesson-office.ts';
import type { LessonOffice, OfficeParts } from './lesson-office.ts';
import { endedInOrder, forgetUndone, survivedStart } from './start-guard.ts';
import { writeLesson } from './write-lesson.ts';
import type { EvalOffice } from '../../evals/office/eval-office.ts';
import type { PolicyRoom } from '../../gates/policy/policy-room.ts';
import type { Store } from '../../store/store-port.ts';
import { recordedActions } from './recorded-actions.ts';
import type { Recordings } from './recorded-actions.ts';
import { testedScenarios } from './tested-scenarios.ts';

export type LearningParts = Pick<OfficeParts, 'orchestrator' | 'dataFolder' | 'now' | 'newId'> &
  Pick<DailyParts, 'admission'> &
  Pick<Recordings, 'contextOf'> & {
    readonly store: Pick<Store, 'journal' | 'settings'>;
    readonly room: Pick<PolicyRoom, 'office' | 'policyFor'>;
    readonly evals: Pick<EvalOffice, 'loaded' | 'reds' | 'onEnded' | 'stop' | 'runDaily' | 'giveWay'>;
  };

export type Learning = { readonly office: LessonOffice; look(): Promise<void>; stop(): Promise<void> };

const rhythm = { firstMs: 60_000, everyMs: 15 * 60_000 };
const factory = { who: 'factory', via: 'rule' } as const;

/** Draws lessons from what breaks, by its own clock: neither work nor a full machine holds it back, and it rests between pieces. */
export function keepLearning(parts: LearningParts): Learning {
  const { orchestrator, contextOf, now, room, store, evals } = parts;
  const { state } = orchestrator;
  const { journal } = store;
  const log = openIncidentLog({ orchestrator, journal, now });
  const recorded = () => recordedActions({ journal, state, contextOf, now });
  const repo = (id: RepoId) => state.repos.get(id);
  const tested = () => testedScenarios(evals);
  const desk = { ...parts, repo, recorded, tested, journal, log, pen: room.office, policyFor: room.policyFor };
  const office = lessonOffice(desk);
  const refused = new Set<string>();
  let loaded = false;

  async function look(): Promise<void> {
    await recordUndone(parts);
    await finishWriting(desk);
    if (!store.settings.read().learning) return;
    if (!loaded) await log.load();
    loaded = true;
    await reportReds(parts, log);
    for (const lesson of state.lessons) if (isDue(lesson, parts)) await enforceLesson(desk, lesson);
    for (const finding of findingsIn(clustersOf(log.all()), state.lessons, state)) {
      if (openLessons(state.lessons).length >= mostOpen) return;
      const key = JSON.stringify([finding.cluster.signature, finding.rung]);
      if (refused.has(key)) continue;
      const proposed = await office.propose(finding, factory);
      if (!proposed.ok) refused.add(key);
    }
  }

  const stop = nowAndThen('drawing lessons', look, rhythm);
  const daily = keepDailyEvals({
    ...{ orchestrator, evals, setting: () => store.settings.read().dailyEvals, admission: parts.admission },
  });
  evals.onEnded(() => void look());
  return {
    ...{ office, look },
    async stop() {
      stop();
      daily.stop();
      log.stop();
      await evals.stop();
      await endedInOrder(parts.dataFolder);
    },
  };
}

/** What a suite found red is told once, whoever ran it. */
async function reportReds({ orchestrator, evals, now }: LearningParts, log: IncidentLog): Promise<void> {
  const told = new Set(log.all().map(({ key }) => key));
  for (const incident of await evals.reds(now() - keptMs)) {
    if (told.has(incident.key)) continue;
    await orchestrator.dispatch({ type: 'lesson.report', incident, by: factory });
  }
}

function isDue(lesson: Lesson, { orchestrator: { state }, now }: LearningParts): boolean {
  const since = landedAt(lesson, state);
  return standingOf(lesson, state, now()) === 'in shadow' && since !== undefined && now() - since >= shadowMs;
}

/** What the start took back is told, so that nobody looks for it. */
async function recordUndone({ orchestrator, dataFolder }: LearningParts): Promise<void> {
  const undone = await survivedStart(dataFolder);
  const reason = 'The app did not start twice in a row after it had landed';
  for (const lesson of undone) {
    const done = await orchestrator.dispatch({ type: 'lesson.revert', lesson, reason, by: factory });
    if (!done.ok && done.error.code !== 'lesson-reverted' && done.error.code !== 'lesson-not-found') return;
  }
  if (undone.length > 0) await forgetUndone(dataFolder);
}

/** Accepted, and cut off before its files were written. */
async function finishWriting(parts: OfficeParts): Promise<void> {
  for (const lesson of parts.orchestrator.state.lessons) {
    const { answer, thread, writtenAt, reverted } = lesson;
    if (!answer?.accepted || thread || writtenAt !== undefined || reverted || isNote(lesson)) continue;
    await writeLesson(parts, lesson);
  }
}
