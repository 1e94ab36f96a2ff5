import type { RepoId } from '../../../core/ids.ts';
import type { FactoryEvent } from '../../../core/loop/event.ts';
import type { FactoryState } from '../../../core/loop/state.ts';
import { roundVerdict } from '../../../core/model/check.ts';
import { currentRound } from '../../../core/model/thread.ts';
import { plainLine } from '../plain-line.ts';

/** One line for what is worth telling somebody who waits; undefined for the rest. */
export function milestone(event: FactoryEvent, state: FactoryState): string | undefined {
  const name = (repo: RepoId) => state.repos.get(repo)?.name ?? repo;
  switch (event.type) {
    case 'workspace.entered-phase':
      return event.phase;
    case 'workspace.prepared':
      return `${String(event.worktrees.length)} worktrees are ready in ${event.path}`;
    case 'run.started':
      return 'The agent starts';
    case 'run.ended':
      return `The agent ended: ${event.outcome}${event.reason ? ` (${plainLine(event.reason, 120)})` : ''}`;
    case 'ask.opened':
      return `It asks: ${plainLine(event.subject.kind === 'gate' ? event.subject.action.title : event.subject.text, 120)}`;
    case 'ask.answered':
      return 'Answered';
    case 'check.ended':
      return `Check ${event.end.name} of ${name(event.end.repo)}: ${event.end.outcome}`;
    case 'checks.ended':
      return `Checks are ${verdictOf(event.thread, state)}`;
    case 'landing.pushed':
      return `Pushed ${name(event.repo)}`;
    case 'landing.ended':
      return `Landing ended: ${event.outcome}`;
    default:
      return undefined;
  }
}

function verdictOf(id: Extract<FactoryEvent, { type: 'checks.ended' }>['thread'], state: FactoryState): string {
  const thread = state.threads.get(id);
  const round = thread && currentRound(thread);
  return round ? roundVerdict(round) : 'unknown';
}
