import type { RepoId } from '../ids.ts';
import { headsOf, sameHeads } from '../model/change-set.ts';
import { roundVerdict } from '../model/check.ts';
import type { Repo } from '../model/repo.ts';
import type { Thread } from '../model/thread.ts';
import { currentRound, openAsks } from '../model/thread.ts';

/** What the checks say about the commits that stand now. `stale`: they ran, but on other commits. */
export type ChecksPill =
  | { readonly kind: 'none-yet' | 'no-checks' | 'stale' }
  | {
      readonly kind: 'running' | 'green' | 'red';
      readonly done: number;
      readonly total: number;
      readonly failed: number;
    };

export function checksPill(thread: Thread): ChecksPill {
  const round = currentRound(thread);
  if (!round) return { kind: 'none-yet' };
  if (!sameHeads(round.heads, headsOf(thread.changes))) return { kind: 'stale' };
  const verdict = roundVerdict(round);
  if (verdict === 'none') return { kind: 'no-checks' };
  const failed = round.ended.filter((end) => end.outcome !== 'passed').length;
  return { kind: verdict, done: round.ended.length, total: round.planned.length, failed };
}

export function pillText(pill: ChecksPill): string {
  switch (pill.kind) {
    case 'none-yet':
      return 'not checked';
    case 'no-checks':
      return 'no checks';
    case 'stale':
      return 'checks outdated';
    case 'running':
      return `checks ${String(pill.done)}/${String(pill.total)}`;
    case 'green':
      return `${String(pill.total)} of ${String(pill.total)} green`;
    default:
      return `${String(pill.failed)} of ${String(pill.total)} red`;
  }
}

export type Size = {
  readonly commits: number;
  readonly files: number;
  readonly added: number;
  readonly deleted: number;
};

export function sizeOf(thread: Thread): Size {
  const total = { commits: 0, files: 0, added: 0, deleted: 0 };
  for (const change of thread.changes) {
    total.commits += change.commits;
    total.files += change.files;
    total.added += change.added;
    total.deleted += change.deleted;
  }
  return total;
}

/** When its oldest open ask was asked, for the age on the card. */
export function oldestAsk(thread: Thread): number | undefined {
  const times = openAsks(thread).map((ask) => ask.openedAt);
  return times.length > 0 ? Math.min(...times) : undefined;
}

/** A repo's name for people; a repo that was removed keeps its id. */
export function repoName(repos: ReadonlyMap<RepoId, Repo>, id: RepoId): string {
  return repos.get(id)?.name ?? id;
}

/** At most `limit` characters, cut at the end with an ellipsis. */
export function shortened(text: string, limit: number): string {
  const line = text.split('\n', 1)[0]?.trim() ?? '';
  const characters = [...line];
  return characters.length > limit
    ? `${characters
        .slice(0, limit - 1)
        .join('')
        .trimEnd()}…`
    : line;
}
