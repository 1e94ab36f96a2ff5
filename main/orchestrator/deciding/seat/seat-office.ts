import { proposalsOf } from '../../../../core/decisions/rules.ts';
import type { RunId } from '../../../../core/ids.ts';
import { limitOn } from '../../../../core/loop/limits/limit.ts';
import type { Actor } from '../../../../core/model/ask.ts';
import type { HarnessChoice } from '../../../../core/model/run.ts';
import { fail, ok } from '../../../../core/result.ts';
import type { Result } from '../../../../core/result.ts';
import type { SeatSetting } from '../../../../core/settings.ts';
import type { Harness } from '../../../harness/harness.ts';
import { findHarness } from '../../../harness/registry.ts';
import type { Orchestrator } from '../../orchestrator-port.ts';
import { createBrake } from '../../surroundings/brake.ts';
import { sit } from './sit.ts';
import type { SittingParts } from './sit.ts';
import { clearSeat } from './turn.ts';

export type SeatOffice = {
  /**
   * Has the model of the settings say what it would decide. Resolves when it has begun; how it ended is on record. Failures:
   * seat-off, nothing-proposed, seat-taken, harness-unknown, harness-unfit, harness-limited, no-room.
   */
  ask(by: Actor): Promise<Result<{ readonly run: RunId }>>;
  stop(): Promise<void>;
};

type OfficeParts = Omit<SittingParts, 'ended' | 'brake' | 'orchestrator'> & {
  readonly orchestrator: Orchestrator;
  readonly harnesses: readonly Harness[];
  readonly setting: () => SeatSetting | 'off';
  readonly newRunId: () => RunId;
  /** Why nothing may begin on this machine now. */
  readonly noRoom: () => string | undefined;
};

const factory = { who: 'factory', via: 'rule' } as const;
const lookMs = 60_000;

/** Asks by itself when other things are proposed than the last time, and not more often than the person set. */
export function openSeat(parts: OfficeParts): SeatOffice {
  const { orchestrator, harnesses, now, setting } = parts;
  const { state } = orchestrator;
  const brake = createBrake({ state, now, harnesses, dispatch: (command) => orchestrator.dispatch(command) });
  const closing = new AbortController();
  let sitting: Promise<unknown> = endEarlier(parts);

  async function ask(by: Actor): Promise<Result<{ readonly run: RunId }>> {
    const chosen = setting();
    if (chosen === 'off')
      return fail({
        code: 'seat-off',
        message: 'No model has the seat',
        next: 'Choose a harness for it in the settings',
      });
    const about = proposalsOf(state, now()).map(({ key }) => key);
    if (about.length === 0)
      return fail({ code: 'nothing-proposed', message: 'Nothing is proposed that it could answer' });
    const harness = findHarness(harnesses, chosen.harness);
    if (!harness) return fail({ code: 'harness-unknown', message: `There is no harness ${chosen.harness} here` });
    if (harness.traits?.seatGap !== undefined)
      return fail({
        code: 'harness-unfit',
        message: `${harness.title} cannot have the seat: ${harness.traits.seatGap}`,
      });
    const limit = limitOn(state.limits, harness.id);
    if (limit) return fail({ code: 'harness-limited', message: `${harness.title} is at its limit: ${limit.reason}` });
    const full = parts.noRoom();
    if (full !== undefined) return fail({ code: 'no-room', message: full, next: 'Ask again when something has ended' });
    const run = parts.newRunId();
    const choice: HarnessChoice = {
      id: harness.id,
      config: { ...(chosen.model !== undefined && { model: chosen.model }) },
    };
    const event = { type: 'seat.asked', run, harness: choice, about, by } as const;
    const recorded = await orchestrator.dispatch({ type: 'seat.record', event });
    if (!recorded.ok) return recorded;
    sitting = sit({ ...parts, ended: closing.signal, brake }, { run, harness, choice }).then((end) =>
      orchestrator.dispatch({ type: 'seat.record', event: { type: 'seat.ended', run, ...end } }),
    );
    return ok({ run });
  }

  const timer = setInterval(() => {
    if (isDue(parts)) ask(factory).catch((error: unknown) => console.error('teatree: asking a model failed', error));
  }, lookMs).unref();

  return {
    ask,
    async stop() {
      clearInterval(timer);
      closing.abort();
      await sitting;
    },
  };
}

function isDue({ orchestrator: { state }, now, setting, noRoom }: OfficeParts): boolean {
  const chosen = setting();
  const { sitting, last } = state.seat;
  if (chosen === 'off' || sitting || noRoom() !== undefined) return false;
  if (last && now() - last.at < chosen.everyMinutes * 60_000) return false;
  const known = new Set(last?.about);
  return proposalsOf(state, now()).some(({ key }) => !known.has(key));
}

/** A sitting that an earlier life of the app began is over. */
async function endEarlier({ orchestrator, dataFolder }: OfficeParts): Promise<void> {
  const { sitting } = orchestrator.state.seat;
  if (!sitting) return;
  await clearSeat(dataFolder, sitting.run);
  const reason = 'Teatree ended while it was asked';
  const event = { type: 'seat.ended', run: sitting.run, outcome: 'interrupted', reason, denied: 0 } as const;
  await orchestrator.dispatch({ type: 'seat.record', event });
}
