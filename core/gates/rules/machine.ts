import type { GateContext } from '../context.ts';
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

/** Where a cloud machine hands out its credentials. */
const metadata = /^(169\.254\.169\.254|metadata\.google\.internal|100\.100\.100\.200|\[?fd00:ec2::254\]?)$/i;

/** NET1, NET2, SEC2: other machines are a person's decision; this one is not. */
const network: Rule = forEach('network', ({ host, exposes, segment }) => {
  if (exposes) {
    return deny({
      rule: 'NET2',
      reason: `${quoted(segment)} opens this machine or a shell on it to others.`,
      next: 'Serve on localhost; the person can forward it.',
      risk: 'critical',
    });
  }
  if (host !== undefined && metadata.test(host)) {
    return deny({
      rule: 'SEC2',
      reason: `${quoted(segment)} asks the cloud machine for its credentials.`,
      next: 'Work without them; ask the person for what you need.',
      risk: 'critical',
    });
  }
  if (host !== undefined && isLoopback(host)) return undefined;
  return ask({
    rule: 'NET1',
    reason: `${quoted(segment)} talks to ${host ?? 'a machine that cannot be seen before it runs'}.`,
    next: 'Approving lets it reach that machine. Loopback needs no approval.',
    risk: 'medium',
  });
});

/** PROC1: only processes of the run's own tree are signalled. */
const processes: Rule = forEach('process', ({ signal, targets, segment }, context) => {
  if (signal === '0') return undefined;
  const foreign = targets.find((target) => !isOwnProcess(target, context));
  if (foreign === undefined) return undefined;
  const unknown = /[$`{]/.test(foreign);
  const text = {
    rule: 'PROC1',
    reason: `${quoted(segment)} signals ${foreign}, which is not known to be yours.`,
    next: 'Stop what you started yourself, by `kill %1`, `kill $!` or its process id.',
    risk: unknown ? ('medium' as const) : ('high' as const),
  };
  return unknown ? ask(text) : deny(text);
});

function isOwnProcess(target: string, { processes = [], ownPids }: GateContext): boolean {
  return (
    (ownPids === true && /^-?\d+$/.test(target)) ||
    /^%|^\$\(jobs -p\w*\)$|^\$(!|\$|\{!\}|BASHPID|\{\w*pid\w*\}|\w*pid\w*)$/i.test(target) ||
    processes.some((pid) => String(pid) === target.replace(/^-/, ''))
  );
}

/** PROC1: what outlives the run cannot be stopped with it. */
const detached: Rule = forEach('detach', ({ program, segment }) =>
  ask({
    rule: 'PROC1',
    reason: `${quoted(segment)} starts something that outlives this run (${program}).`,
    next: 'Approving leaves it running after the run has ended. A plain background job needs no approval.',
    risk: 'medium',
  }),
);

export const machine: Rule = all(privilege, system, network, processes, detached);
