import type { Admission } from '../../../../core/loop/admission.ts';
import { plan } from '../../../../core/loop/plan.ts';
import type { Settings } from '../../../../core/settings.ts';
import type { EvalOffice } from '../../../evals/office/eval-office.ts';
import { nowAndThen } from '../../now-and-then.ts';
import type { Orchestrator } from '../../orchestrator-port.ts';

export type DailyParts = {
  readonly orchestrator: Pick<Orchestrator, 'state'>;
  readonly evals: Pick<EvalOffice, 'runDaily' | 'giveWay'>;
  readonly setting: () => Settings['dailyEvals'];
  readonly admission: () => Admission;
};

const rhythm = { firstMs: 120_000, everyMs: 15_000 };

/**
 * Tries all scenarios once a day of the person's calendar. It takes no place from a thread: neither it nor any of its trials
 * begins while all are taken. What was tried today is in the history, so a restart goes on.
 */
export function keepDailyEvals(parts: DailyParts): { look(): Promise<void>; stop(): void } {
  const { evals, setting } = parts;
  const look = async () => {
    const chosen = setting();
    const room = hasRoom(parts);
    evals.giveWay(!room);
    if (chosen === 'off' || !room) return;
    const begun = await evals.runDaily(chosen);
    if (!begun.ok) throw new Error(begun.error.message);
  };
  return { look, stop: nowAndThen('the daily evals', look, rhythm) };
}

/** As background work begins: nothing holds the machine back, and a place is free. */
function hasRoom({ orchestrator: { state }, admission }: DailyParts): boolean {
  const now = admission();
  return now.hold === undefined && plan(state, now).active < now.places;
}
