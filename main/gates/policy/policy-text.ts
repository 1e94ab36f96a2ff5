import { readFile, stat } from 'node:fs/promises';
import { readFileAt } from '../../git/show.ts';
import { messageOf } from './layer.ts';
import type { Text } from './layer.ts';
import { maxYamlCharacters } from '../../files/read-yaml.ts';

const none: Text = { kind: 'none' };

/** A file on disk, read again only when its size, time or inode changed. */
export function fileText(file: string): () => Promise<Text> {
  let stamp: string | undefined;
  let text: Text = none;
  return async () => {
    try {
      const { size, mtimeMs, ino } = await stat(file);
      const now = [size, mtimeMs, ino].join(' ');
      if (now === stamp) return text;
      text = size > maxYamlCharacters * 4 ? tooLarge : { kind: 'text', text: await readFile(file, 'utf8') };
      stamp = now;
    } catch (error) {
      stamp = undefined;
      text = isMissing(error) ? none : { kind: 'unreadable', reason: messageOf(error), next: 'Check the file' };
    }
    return text;
  };
}

const tooLarge: Text = { kind: 'unreadable', reason: 'is far too large for a policy', next: 'Shorten it' };

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}

export type Protected = { readonly path: string; readonly remote: string; readonly branch: string };

/** The policy on a repo's protected branch, as last fetched; never the one in a working tree. */
export async function repoText({ path, remote, branch }: Protected): Promise<Text> {
  const commit = `refs/remotes/${remote}/${branch}`;
  const found = await readFileAt(path, { commit, path: '.teatree/policy.yaml', maxBytes: maxYamlCharacters * 4 });
  if (!found.ok) return { kind: 'unreadable', reason: found.error.message, next: found.error.next ?? 'Fetch the repo' };
  if (found.value.kind === 'missing') return none;
  return found.value.truncated ? tooLarge : { kind: 'text', text: found.value.text };
}
