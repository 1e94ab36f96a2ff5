import { isAbsolute } from 'node:path';
import { fail, ok } from '../../../core/result.ts';
import type { HandlersOf } from '../handler.ts';
import type { Services } from '../services.ts';

export function backupHandlers({ store, app }: Pick<Services, 'store' | 'app'>): HandlersOf<'backups'> {
  return {
    async 'backups.make'({ to }) {
      if (!isAbsolute(to)) return fail({ code: 'bad-input', message: `${to} is not an absolute path` });
      const made = await store.backup({ target: to, version: app.version, full: true });
      if (!made.ok) return made;
      const { seq, files } = made.value;
      return ok({ folder: to, seq, files: files.length, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) });
    },
  };
}
