import type { ThreadId } from '../../core/ids.ts';
import { CommitId, RepoId } from '../../core/ids.ts';
import { ThreadId as ThreadIdSchema } from '../../core/ids.ts';
import type { RepoChange } from '../../core/model/change-set.ts';
import { maskSecrets } from '../../core/secrets/redact.ts';
import { parseDiff } from '../../core/views/changes/diff.ts';
import { allRows, transaction } from '../store/sqlite.ts';
import type { Database } from '../store/sqlite.ts';
import { tableOf } from './index-file.ts';

/** The commits of one repo's part of a change set, of which the text is not taken in yet. */
export type WantedChange = {
  readonly thread: ThreadId;
  readonly repo: RepoId;
  readonly base: CommitId;
  readonly head: CommitId;
};

const longestFile = 100_000;
const words = tableOf('change');

/** Remembers the latest commits of each thread and repo; git is asked for their text later, by who may. */
export function noteHeads(index: Database): (thread: ThreadId, changes: readonly RepoChange[], at: number) => void {
  const note = index.prepare(
    `INSERT INTO heads (thread, repo, base, head, at, taken) VALUES (?, ?, ?, ?, ?, 0)
     ON CONFLICT DO UPDATE SET taken = taken AND head = excluded.head AND base = excluded.base,
       base = excluded.base, head = excluded.head, at = excluded.at`,
  );
  return (thread, changes, at) => {
    for (const { repo, base, head } of changes) if (head !== base) note.run(thread, repo, base, head, at);
  };
}

/** The newest first: what is worked on now is what is looked for. */
export function wantedChanges(index: Database, limit: number): readonly WantedChange[] {
  const rows = allRows(
    index,
    'SELECT thread, repo, base, head FROM heads WHERE taken = 0 ORDER BY at DESC LIMIT ?',
    limit,
  );
  return rows.map(({ thread, repo, base, head }) => ({
    thread: ThreadIdSchema.parse(thread),
    repo: RepoId.parse(repo),
    base: CommitId.parse(base),
    head: CommitId.parse(head),
  }));
}

/** Takes the place of what these files were before. Without a text the commits are gone, and not asked for again. */
export function takeChange(index: Database, { thread, repo, head }: WantedChange, diff: string | undefined): void {
  const drop = index.prepare(`DELETE FROM ${words} WHERE rowid = ?`);
  const insert = index.prepare('INSERT INTO changes (id, thread, repo, path, at, text) VALUES (?, ?, ?, ?, ?, ?)');
  const add = index.prepare(`INSERT INTO ${words} (rowid, text) VALUES (?, ?)`);
  const taken = index.prepare('UPDATE heads SET taken = 1 WHERE thread = ? AND repo = ? AND head = ?');
  const is = index.prepare('SELECT 1 FROM changes WHERE id = ?');
  transaction(index, () => {
    if (Number(taken.run(thread, repo, head).changes) === 0 || diff === undefined) return;
    const at = Number(
      allRows(index, 'SELECT at FROM heads WHERE thread = ? AND repo = ?', thread, repo)[0]?.['at'] ?? 0,
    );
    for (const { id } of allRows(index, 'SELECT id FROM changes WHERE thread = ? AND repo = ?', thread, repo))
      drop.run(Number(id));
    index.prepare('DELETE FROM changes WHERE thread = ? AND repo = ?').run(thread, repo);
    let id = at * 1000;
    for (const { path, text } of filesIn(maskSecrets(diff))) {
      while (is.get(id)) id += 1;
      insert.run(id, thread, repo, path, at, text);
      add.run(id, `${path}\n${text}`);
    }
  });
}

/** The added and removed lines of each file, without the signs before them. */
export function filesIn(diff: string): readonly { readonly path: string; readonly text: string }[] {
  return diff
    .split(/^diff --git /m)
    .slice(1)
    .flatMap((part) => {
      const path = /^\+\+\+ b\/(.*)$/m.exec(part)?.[1] ?? /^--- a\/(.*)$/m.exec(part)?.[1];
      if (path === undefined) return [];
      const lines = parseDiff(part).hunks.flatMap((hunk) => hunk.lines.filter(({ kind }) => kind !== 'context'));
      const text = lines.map((line) => line.text).join('\n');
      return [{ path, text: text.slice(0, longestFile) }];
    });
}
