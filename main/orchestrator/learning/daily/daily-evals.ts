import type { Admission } from '../../../../core/loop/admission.ts';
import { plan } from '../../../../core/loop/plan.ts';
import type { Settings } from '../../../../core/settings.ts';
import type { EvalOffice } from '../../../evals/office/eval-office.ts';
import { nowAndThen } from '../../now-and-then.ts';
import type { Orchestrator } from '../../orchestrator-port.ts';

export type DailyParts = {
  readonly orchestrator: Pick<Orchestrator, 'state'>;
  readonly evals: Pick<EvalOffice, 'runDaily'>;
  readonly setting: () => Settings['dailyEvals'];
  readonly admission: () => Admission;
};

const rhythm = { firstMs: 120_000, everyMs: 60_000 };

/** Tries all scenarios once a day, behind all other work. What was tried today is in the history, so a restart goes on. */
export function keepDailyEvals(parts: DailyParts): { look(): Promise<void>; stop(): void } {
  const { evals, setting } = parts;
  const look = async () => {
    const chosen = setting();
    if (chosen === 'off' || !hasRoom(parts)) return;
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
