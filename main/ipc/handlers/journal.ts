import { ok } from '../../../core/result.ts';
import type { HandlersOf } from '../handler.ts';
import type { Services } from '../services.ts';

export function journalHandlers({ store }: Pick<Services, 'store'>): HandlersOf<'journal'> {
  return { 'journal.read': ({ after, limit }) => ok(store.journal.read(after, limit)) };
}
