import { dirname } from 'node:path';
import { ok } from '../../../core/result.ts';
import type { Result } from '../../../core/result.ts';
import { gitText } from '../../git/hardening/git.ts';

export type ChangedHere = { readonly root: string; readonly paths: readonly string[] };

/** What differs from a revision in the repo around a file, uncommitted and new files included; paths from its root. */
export async function changedSince(revision: string, place: string): Promise<Result<ChangedHere>> {
  const root = await gitText(place, ['rev-parse', '--show-toplevel']);
  if (!root.ok) return root;
  const top = root.value.trim();
  const changed = await gitText(top, ['diff', '--name-only', '--no-renames', '-z', revision, '--']);
  if (!changed.ok) return changed;
  const fresh = await gitText(top, ['ls-files', '--others', '--exclude-standard', '-z']);
  if (!fresh.ok) return fresh;
  const paths = `${changed.value}\0${fresh.value}`.split('\0').filter((each) => each !== '');
  return ok({ root: top, paths: [...new Set(paths)] });
}

/** The folder to ask git in. */
export function folderOf(path: string): string {
  return /\.ya?ml$/.test(path) ? dirname(path) : path;
}
