import { refusalIn } from '../../../core/model/deciding/authority.ts';
import { fail, ok } from '../../../core/result.ts';
import type { HandlersOf } from '../handler.ts';
import type { Services } from '../services.ts';
import { failureOf } from '../thrown-failure.ts';

export function settingsHandlers({ store, machine }: Pick<Services, 'store' | 'machine'>): HandlersOf<'settings'> {
  return {
    'settings.update': ({ patch }, { feed }) => {
      const refusal = refusalIn(patch.authority ?? {}, store.settings.read().authority);
      if (refusal !== undefined) return fail({ code: 'authority-refused', message: `authority: ${refusal}` });
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
