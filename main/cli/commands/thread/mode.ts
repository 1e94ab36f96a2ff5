import { ok } from '../../../../core/result.ts';
import type { Command } from '../../command-line/command.ts';
import { steering } from './steer.ts';

export const threadMode: Command = steering({
  ...{ name: 'thread mode', about: 'Say how its program works, such as plan; the gate judges as before' },
  done: 'has its mode',
  positionals: [{ name: 'MODE', about: 'one of those of its harness: teatree harness list --json' }],
  async send(call, thread, args) {
    const mode = args.positional('MODE');
    const chosen = await call('threads.chooseMode', { thread, mode });
    return chosen.ok ? ok({ ...chosen.value, mode }) : chosen;
  },
});
