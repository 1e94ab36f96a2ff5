import { ok } from '../../../core/result.ts';
import type { HandlersOf } from '../handler.ts';
import type { Services } from '../services.ts';
import { failureOf } from '../thrown-failure.ts';

export function settingsHandlers({ store, machine }: Pick<Services, 'store' | 'machine'>): HandlersOf<'settings'> {
  return {
    'settings.update': ({ patch }, { feed }) => {
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
