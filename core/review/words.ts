import type { Comment, Severity } from '../model/review/comment.ts';
import { isOver } from '../model/review/review.ts';
import type { Review, ReviewReport } from '../model/review/review.ts';
import type { Tone } from '../views/board.ts';

/** How a review stands, in words. */
export function reviewWords(review: Review): { readonly word: string; readonly tone: Tone; readonly detail: string } {
  const state = review.runs.at(-1)?.state;
  const { report, cancelled } = review;
  if (!isOver(review)) {
    const word = state?.kind === 'working' ? 'reviewing' : 'review waits';
    return { word, tone: 'working', detail: cancelled?.reason ?? '' };
  }
  if (cancelled) return { word: 'review stopped', tone: 'quiet', detail: cancelled.reason };
  if (report) return reportWords(report);
  return { word: 'review failed', tone: 'failed', detail: state?.kind === 'ended' ? state.reason : '' };
}

function reportWords({ findings, summary }: ReviewReport): ReturnType<typeof reviewWords> {
  if (findings === 0) return { word: 'nothing found', tone: 'ready', detail: summary };
  return { word: findings === 1 ? '1 finding' : `${String(findings)} findings`, tone: 'review', detail: summary };
}

export const severityTones: Readonly<Record<Severity, Tone>> = {
  high: 'failed',
  medium: 'needs-you',
  low: 'review',
  note: 'quiet',
};

/** Comments of one file, by the line of the diff they stand under; `file` are those that no line of it shows. */
export type PlacedComments = {
  readonly file: readonly Comment[];
  readonly under: ReadonlyMap<string, readonly Comment[]>;
};

export function lineKey(side: 'new' | 'old', line: number): string {
  return `${side}:${String(line)}`;
}

/**
 * `shown` are the keys of the lines that the diff of `head` shows. Of the rest of the file, and of an earlier commit whose
 * lines may have moved since, a comment stands above it.
 */
export function placeComments(
  comments: readonly Comment[],
  { shown, head }: { readonly shown: ReadonlySet<string>; readonly head: string | undefined },
): PlacedComments {
  const file: Comment[] = [];
  const under = new Map<string, readonly Comment[]>();
  for (const comment of comments) {
    const key = comment.line === undefined ? undefined : lineKey(comment.side, comment.line);
    if (key === undefined || !shown.has(key) || comment.commit !== head) file.push(comment);
    else under.set(key, [...(under.get(key) ?? []), comment]);
  }
  return { file, under };
}
