import type { Thread } from '../../model/thread.ts';
import { openAsks } from '../../model/thread.ts';
import type { Column, Standing } from '../board.ts';
import { legalActions } from '../legal.ts';
import type { ThreadAction } from '../legal.ts';

/** Where a card can be taken: a column, or off the board. */
export type Target = Column | 'off';

/**
 * What taking a card somewhere does. A card stands where its facts say, so a move is a request like any other; `refused`
 * says why there is none, and what would help.
 */
export type Move = {
  readonly kind: 'start' | 'resume' | 'hand-back' | 'park' | 'approve' | 'land' | 'drop' | 'refused';
  /** The request in a word or two. */
  readonly verb: string;
  readonly text: string;
};

/** A card with what its moves hang on; `blocked`: it waits for another thread. */
export type Standpoint = { readonly thread: Thread; readonly standing: Standing; readonly blocked: boolean };

/** Within its own column a queued card is put in its place instead (`pinsFor`). */
export function moveTo(from: Standpoint, target: Target): Move {
  const legal = legalActions(from.thread);
  switch (target) {
    case 'queued':
      return parked(from, legal);
    case 'working':
      return started(from, legal);
    case 'needs-you':
      return refused('Cards come here by themselves, when something needs you');
    case 'in-review':
      return refused('Cards come here by themselves, when their checks are done');
    case 'ready-to-land':
      return approved(from, legal);
    case 'landed':
      return legal.has('land')
        ? { kind: 'land', verb: 'Land…', text: 'Shows exactly what lands, and asks' }
        : refused(isLanding(from) ? 'It is landing already' : 'Only work whose checks are done can land');
    default:
      return legal.has('drop')
        ? { kind: 'drop', verb: 'Drop…', text: 'Takes it off the board, after a reason' }
        : refused(`It has ${from.standing.word} already`);
  }
}

function parked({ standing }: Standpoint, legal: ReadonlySet<ThreadAction>): Move {
  if (standing.column === 'queued') return refused('It stands here already');
  return legal.has('pause')
    ? { kind: 'park', verb: 'Park', text: 'Pauses it until you resume it' }
    : refused('It has nothing under way that could be parked');
}

function started({ thread, standing, blocked }: Standpoint, legal: ReadonlySet<ThreadAction>): Move {
  if (standing.column === 'working') return refused('It is at work already');
  if (thread.halt?.kind === 'taken-over')
    return { kind: 'hand-back', verb: 'Hand back…', text: 'You work on it by hand: it goes on when you hand it back' };
  if (openAsks(thread).length > 0) return refused('It waits for your answer');
  if (thread.halt && legal.has('resume'))
    return { kind: 'resume', verb: 'Resume', text: 'Goes on where it was left, in its turn' };
  if (standing.column === 'queued' && !blocked)
    return { kind: 'start', verb: 'Start next', text: 'Goes before all others, and starts when there is a place' };
  return refused(
    standing.column === 'queued' || standing.column === 'needs-you'
      ? standing.reason
      : 'Its work is done: write to it if it should go on',
  );
}

function approved(from: Standpoint, legal: ReadonlySet<ThreadAction>): Move {
  if (from.standing.column === 'ready-to-land') return refused('It stands here already');
  return from.standing.column === 'in-review' && legal.has('approve')
    ? { kind: 'approve', verb: 'Approve', text: 'Approves exactly the commits that stand now' }
    : refused('Only work whose checks are done can be approved');
}

function isLanding({ standing }: Standpoint): boolean {
  return standing.word === 'landing' || standing.word === 'landed';
}

function refused(text: string): Move {
  return { kind: 'refused', verb: 'Not possible', text };
}
