import type { Done } from '../../../../core/contract/method.ts';
import type { Command } from '../../../../core/loop/command.ts';
import type { Result } from '../../../../core/result.ts';
import type { HandlersOf } from '../../handler.ts';

/** How much a thread weighs, and what it is to others. */
export function weightHandlers(
  dispatch: (command: Command) => Promise<Result<Done>>,
): Pick<HandlersOf<'threads'>, 'threads.triage' | 'threads.link' | 'threads.unlink'> {
  return {
    'threads.triage': ({ thread, reason, ...patch }, { by }) =>
      dispatch({ type: 'thread.triage', thread, patch, reason, by }),
    'threads.link': ({ thread, kind, to, evidence }, { by }) =>
      dispatch({ type: 'thread.link', thread, edge: { kind, to }, evidence, by }),
    'threads.unlink': ({ thread, kind, to }, { by }) =>
      dispatch({ type: 'thread.unlink', thread, edge: { kind, to }, by }),
  };
}
