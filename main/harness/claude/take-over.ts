import type { TerminalCommand } from '../../../core/contract.ts';
import type { TakeOverPlace } from '../harness.ts';
import type { Account } from './launch/account.ts';
import { placeOf } from './launch/launch.ts';
import { ownFolderOf } from './launch/own-folder.ts';

/**
 * The session in the program's own interface, where the person decides what the agent may do. A repository's settings count
 * as little there as in a run. A later run with the same session goes on from where the person left.
 */
export function takeOver(program: string, account: Account, place: TakeOverPlace): TerminalCommand {
  const { workspace: cwd, state, session } = place;
  const resume = session === undefined ? [] : ['--resume', session];
  return {
    file: program,
    args: ['--setting-sources', 'user', '--strict-mcp-config', ...resume],
    cwd,
    env: placeOf(ownFolderOf(state), account),
  };
}
