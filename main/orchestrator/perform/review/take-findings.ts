import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { CommentId } from '../../../../core/ids.ts';
import type { RunId, ThreadId } from '../../../../core/ids.ts';
import type { WrittenComment } from '../../../../core/model/review/comment.ts';
import { anchor, candidates } from '../../../../core/review/anchor.ts';
import type { ReviewedFiles } from '../../../../core/review/anchor.ts';
import { readFindings } from '../../../../core/review/findings.ts';
import type { Finding } from '../../../../core/review/findings.ts';
import { diffFiles } from '../../../git/diff.ts';
import { readFileAt } from '../../../git/show.ts';
import type { WorldParts } from '../parts.ts';
import type { End } from '../run.ts';
import type { Reviewing } from './as-reviewer.ts';

const FILE = 'findings.jsonl';
const MAX_BYTES = 400_000;

type Taking = {
  readonly thread: ThreadId;
  readonly run: RunId;
  readonly reviewing: Reviewing;
  /** All that the reviewer said. */
  readonly said: string;
};

/** What the reviewer found becomes comments at their places in the commits. One that found nothing has to say so. */
export async function takeFindings(parts: WorldParts, taking: Taking): Promise<End> {
  const { thread, run, reviewing, said } = taking;
  const written = await readWritten(join(reviewing.place.scratch, FILE));
  const { findings, verdict, summary, problems } = readFindings(written === '' ? said : written);
  if (findings.length === 0 && verdict === undefined) {
    const reason = 'The reviewer named no finding that can be read, and did not say that there is none';
    return { outcome: 'failed', reason: problems[0] === undefined ? reason : `${reason}. ${problems[0]}` };
  }
  const files = await reviewedFiles(reviewing, findings);
  const comments = findings.flatMap((finding, at) => commentOf(finding, { files, run, at, reviewing }));
  const report = { ...(verdict && { verdict }), summary, findings: comments.length, problems: [...problems] };
  await parts.report({ type: 'review.reported', thread, run, report });
  for (const comment of comments) await parts.report({ type: 'comment.added', thread, comment });
  const count = comments.length === 1 ? '1 finding' : `${String(comments.length)} findings`;
  const unread = problems.length === 0 ? '' : `, ${String(problems.length)} could not be read`;
  return { outcome: 'succeeded', reason: `${count}${unread}` };
}

type Around = {
  readonly files: readonly ReviewedFiles[];
  readonly run: RunId;
  readonly at: number;
  readonly reviewing: Reviewing;
};

function commentOf(finding: Finding, { files, run, at, reviewing }: Around): readonly WrittenComment[] {
  const anchored = anchor(finding, files);
  if (!anchored) return [];
  const author = { kind: 'run', run, review: reviewing.review.id } as const;
  return [{ ...anchored, id: commentId(run, at), author, side: 'new' }];
}

/** The same finding of the same run is the same comment, however often it is taken. */
function commentId(run: RunId, at: number): CommentId {
  const hash = createHash('sha256')
    .update(`${run} ${String(at)}`)
    .digest('hex');
  return CommentId.parse(`cmt_${hash.slice(0, 16)}`);
}

/** A file of ours by its name alone: what the reviewer made of it, a link or a pipe, is not followed. */
async function readWritten(path: string): Promise<string> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch(
    () => undefined,
  );
  if (!file) return '';
  try {
    const stats = await file.stat();
    if (!stats.isFile()) return '';
    const { buffer, bytesRead } = await file.read(Buffer.alloc(Math.min(stats.size, MAX_BYTES)), { position: 0 });
    return buffer.subarray(0, bytesRead).toString('utf8');
  } finally {
    await file.close();
  }
}

/** The repos that changed, with the length of each file that a finding may mean. */
async function reviewedFiles(
  { checkouts, worktrees }: Reviewing,
  findings: readonly Finding[],
): Promise<readonly ReviewedFiles[]> {
  const changed = checkouts.flatMap((checkout, at) => {
    const folder = worktrees[at]?.path;
    return checkout.base === checkout.head || folder === undefined ? [] : [{ ...checkout, folder }];
  });
  return Promise.all(
    changed.map(async ({ repo, base, head, folder }): Promise<ReviewedFiles> => {
      const files = await diffFiles(repo.path, { from: base, to: head });
      const names = new Set(findings.flatMap(({ path }) => candidates(path, { name: repo.name, folder })));
      const lines = new Map<string, number>();
      for (const path of names) {
        const file = await readFileAt(repo.path, { commit: head, path });
        if (file.ok && file.value.kind === 'found') lines.set(path, linesIn(file.value.text));
      }
      return {
        ...{ repo: repo.id, name: repo.name, head, folder, lines },
        changed: files.ok ? files.value.map(({ path }) => path) : [],
      };
    }),
  );
}

function linesIn(text: string): number {
  return text.replace(/\n$/, '').split('\n').length;
}
