import { refusedSeat } from '../../../core/decisions/seat/who-can-sit.ts';
import { refusalIn } from '../../../core/model/deciding/authority.ts';
import { fail, ok } from '../../../core/result.ts';
import type { HandlersOf } from '../handler.ts';
import type { Services } from '../services.ts';
import { failureOf } from '../thrown-failure.ts';

type Desk = Pick<Services, 'store' | 'machine' | 'harnesses'>;

export function settingsHandlers({ store, machine, harnesses }: Desk): HandlersOf<'settings'> {
  return {
    'settings.update': async ({ patch }, { feed }) => {
      const before = store.settings.read();
      const refusal = refusalIn(patch.authority ?? {}, before.authority);
      if (refusal !== undefined) return fail({ code: 'authority-refused', message: `authority: ${refusal}` });
      const unfit = patch.seat && refusedSeat(patch.seat, before.seat, await harnesses());
      if (unfit !== undefined) return fail({ code: 'seat-refused', message: `seat: ${unfit}` });
      try {
        const settings = store.settings.update(patch);
        feed.changedSettings(settings);
        machine.look();
        return ok(settings);
      } catch (error) {
        return failureOf(error);
      }
    },
  };
}
