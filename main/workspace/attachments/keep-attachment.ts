import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { Thread } from '../../../core/model/thread.ts';
import { fail, ok } from '../../../core/result.ts';
import type { Result } from '../../../core/result.ts';
import { certainSecretIn } from '../../../core/secrets/scan.ts';
import { placeOf, slug } from '../place.ts';

const mostBytes = 5 * 1024 * 1024;
const longestEnding = 12;

/**
 * Copies what the person attached into the thread's scratch, where its agents may read it and no worktree sees it. The
 * same content under the same name is one file. Failures: attachment-too-large, attachment-secret.
 */
export async function keepAttachment(
  dataFolder: string,
  thread: Pick<Thread, 'thread' | 'title'>,
  { name, base64 }: { readonly name: string; readonly base64: string },
): Promise<Result<{ readonly path: string }>> {
  const content = Buffer.from(base64, 'base64');
  if (content.length > mostBytes)
    return fail({ code: 'attachment-too-large', message: `${name} is larger than 5 MB`, next: 'Attach a part of it' });
  const rule = certainSecretIn(content.toString('utf8'));
  if (rule !== undefined)
    return fail({
      code: 'attachment-secret',
      message: `${name} holds a secret (${rule})`,
      next: 'Take it out first: agents, and the models behind them, would read it',
    });
  const folder = join(placeOf(dataFolder, thread).scratch, 'attachments');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, fileName(name, createHash('sha256').update(content).digest('hex')));
  await writeFile(path, content, { mode: 0o600 });
  return ok({ path });
}

/** A name of ours that can be written into a message as it is, whatever the person's file is called. */
function fileName(name: string, print: string): string {
  const ending = extname(name)
    .replaceAll(/[^.A-Za-z0-9]/g, '')
    .slice(0, longestEnding);
  return `${slug(name.slice(0, name.length - extname(name).length))}-${print.slice(0, 8)}${ending.toLowerCase()}`;
}
