import type { CustomAgent } from '../../../../core/settings.ts';
import type { AcpAgent } from './agent.ts';

/** An agent that the person added: nothing is known of it but that it speaks the protocol. */
export function customAgent({ id, title, command, args, mode }: CustomAgent): AcpAgent {
  return {
    id,
    title,
    program: { bin: command, install: `Correct the command of the agent ${id} in the settings` },
    args,
    ...(mode !== undefined && { mode }),
    gate: 'permission',
    denyReason: 'next-prompt',
    edit: false,
    cost: false,
    gaps: [
      'Permission requests only: what it does without asking is seen when it has happened, and halts the run',
      'Takes only yes or no: a command that the person changed is told to it, not run',
      'Its gate is not proven by a canary',
      'It uses its own configuration, which may allow more than you want',
    ],
    canary: false,
    seatGap: 'its gate is not proven',
    prepare: () => Promise.resolve({ env: {} }),
  };
}
