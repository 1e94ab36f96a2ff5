import { CommitId } from '../../../core/ids.ts';
import { ok, type Result } from '../../../core/result.ts';
import { git, gitText } from '../hardening/git.ts';
import { noteOf, type CheckpointNote } from './note.ts';
import { folderOf, placeOfRef } from './place.ts';

export type Checkpoint = {
  readonly ref: string;
  readonly thread: string;
  readonly number: number;
  readonly commit: CommitId;
  /** The tree of the files. */
  readonly files: string;
  /** Undefined: saved before the first commit. */
  readonly head: CommitId | undefined;
  readonly note: CheckpointNote;
};

const FORMAT = ['%(refname)', '%(objectname)', '%(tree)', '%(parent)', '%(contents)'].join('%00');

/** The checkpoints in a repository, of one thread or of all, by number. Refs of another form are passed over. */
export async function listCheckpoints(repo: string, thread?: string): Promise<Result<readonly Checkpoint[]>> {
  const args = ['for-each-ref', `--format=${FORMAT}%00%00`, `${folderOf(thread)}/`];
  const listed = await gitText(repo, args);
  if (!listed.ok) return listed;
  const all = listed.value.split('\0\0').flatMap((record) => parse(record.replace(/^\n/, '')) ?? []);
  return ok(all.sort((a, b) => a.number - b.number));
}

function parse(record: string): Checkpoint | undefined {
  const [ref = '', commit, files = '', parents = '', message = ''] = record.split('\0');
  const place = placeOfRef(ref);
  const id = CommitId.safeParse(commit).data;
  const note = noteOf(message);
  if (!place || !id || !note) return undefined;
  // The last parent is the commit of the index.
  const [head] = parents.split(' ').slice(0, -1);
  return { ref, ...place, commit: id, files, head: CommitId.safeParse(head).data, note };
}

/** Forgets checkpoints; one that changed meanwhile stays, and then all stay. */
export async function deleteCheckpoints(repo: string, checkpoints: readonly Checkpoint[]): Promise<Result<true>> {
  if (checkpoints.length === 0) return ok(true);
  const input = checkpoints.map(({ ref, commit }) => `delete ${ref}\0${commit}\0`).join('');
  const deleted = await git(repo, ['update-ref', '--no-deref', '-z', '--stdin'], { input });
  return deleted.ok ? ok(true) : deleted;
}

const ELSEWHERE = ['--branches', '--remotes', '--tags'];

/** Bytes on disk that only these checkpoints keep. */
export async function sizeOf(repo: string, checkpoints: readonly Checkpoint[]): Promise<Result<number>> {
  if (checkpoints.length === 0) return ok(0);
  const commits = checkpoints.map(({ commit }) => commit);
  const size = await gitText(repo, ['rev-list', '--objects', '--disk-usage', ...commits, '--not', ...ELSEWHERE]);
  return size.ok ? ok(Number(size.value)) : size;
}
