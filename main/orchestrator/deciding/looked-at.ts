import { z } from 'zod';
import { CommitId, RepoId } from '../../../core/ids.ts';
import { parseJson } from '../../../core/parse-json.ts';
import { readTextIfThere } from '../../files/read-text-file.ts';
import { replaceFile } from '../../files/replace-file.ts';

const Looked = z.record(RepoId, CommitId);

/** Which commit of each repo was looked at last, in a file that outlives the app. One that cannot be read says nothing. */
export async function readLooked(file: string) {
  const text = await readTextIfThere(file);
  const known = Looked.safeParse(parseJson(text.ok ? (text.value ?? '') : ''));
  const looked = new Map<RepoId, CommitId>(known.success ? (Object.entries(known.data) as [RepoId, CommitId][]) : []);
  let isSaved = true;
  return {
    of: (repo: RepoId): CommitId | undefined => looked.get(repo),
    note(repo: RepoId, commit: CommitId): void {
      if (looked.get(repo) === commit) return;
      looked.set(repo, commit);
      isSaved = false;
    },
    async save(): Promise<void> {
      if (isSaved) return;
      await replaceFile(file, JSON.stringify(Object.fromEntries(looked)));
      isSaved = true;
    },
  };
}
