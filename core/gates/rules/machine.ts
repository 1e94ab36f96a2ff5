import { all, forEach, quoted, type Rule } from '../rule.ts';
import { ask, deny } from '../verdict.ts';
import { isLoopback } from '../effects/network.ts';

/** PRIV1: an agent has the rights it was given. */
const privilege: Rule = forEach('privilege', ({ program, segment }) =>
  deny({
    rule: 'PRIV1',
    reason: `${quoted(segment)} takes other rights with ${program}.`,
    next: 'Do it without; if it cannot be done without, say so in your result.',
    risk: 'high',
  }),
);

/** FS4, SYS1: the machine is not the agent's. */
const system: Rule = forEach('system', ({ area, program, segment }) => {
  const fatal = area === 'device' || area === 'power' || area === 'fork-bomb';
  return deny({
    rule: fatal ? 'FS4' : 'SYS1',
    reason: `${quoted(segment)} acts on the whole machine (${program}, ${area}).`,
    next: 'Leave machine-wide state to the person; start what you need inside your worktree.',
    risk: fatal ? 'critical' : 'high',
  });
});

/** NET1: other machines are a person's decision; this one is not. */
const network: Rule = forEach('network', ({ host, segment }) =>
  host !== undefined && isLoopback(host)
    ? undefined
    : ask({
        rule: 'NET1',
        reason: `${quoted(segment)} talks to ${host ?? 'a machine that cannot be seen before it runs'}.`,
        next: 'Approving lets it reach that machine. Loopback needs no approval.',
        risk: 'medium',
      }),
);

export const machine: Rule = all(privilege, system, network);
