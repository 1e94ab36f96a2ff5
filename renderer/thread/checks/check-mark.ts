import type { CheckEnd, CheckRound } from '../../../core/model/check.ts';
import type { Tone } from '../../../core/views/board.ts';

/** A check that has no end in a round that has one was never run, which is not the same as passed. */
export function checkMark(
  round: CheckRound,
  end: CheckEnd | undefined,
): { readonly word: string; readonly tone: Tone } {
  if (!end)
    return round.endedAt === undefined ? { word: 'pending', tone: 'working' } : { word: 'not run', tone: 'quiet' };
  switch (end.outcome) {
    case 'passed':
      return { word: 'passed', tone: 'ready' };
    case 'failed':
      return { word: 'failed', tone: 'failed' };
    case 'timed-out':
      return { word: 'timed out', tone: 'failed' };
    case 'killed':
      return { word: 'killed', tone: 'failed' };
    default:
      return { word: 'could not run', tone: 'failed' };
  }
}
