import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, ok } from '../../../core/result.ts';
import type { Result } from '../../../core/result.ts';

/** Briefs as they were given, by the SHA-256 of their text. One that is there is never written again. */
export type BriefStore = {
  /** Durable enough when it resolves: what is lost in a power cut can be told from the run that has no end. */
  put(text: string): Promise<string>;
  read(hash: string): Promise<Result<string>>;
};

export function briefStore(dataFolder: string): BriefStore {
  const folder = join(dataFolder, 'briefs');
  const fileOf = (hash: string) => join(folder, `${hash}.md`);
  return {
    async put(text) {
      const hash = hashOf(text);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const draft = join(folder, `.${randomUUID()}`);
      await writeFile(draft, text, { mode: 0o600 });
      await rename(draft, fileOf(hash));
      return hash;
    },
    async read(hash) {
      const text = await readFile(fileOf(hash), 'utf8').catch(() => undefined);
      if (text !== undefined && hashOf(text) === hash) return ok(text);
      const message =
        text === undefined ? 'The text of this brief is not there any more' : 'The text of this brief was changed';
      return fail({ code: 'brief-lost', message, next: 'The journal still holds its hash' });
    },
  };
}

export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
