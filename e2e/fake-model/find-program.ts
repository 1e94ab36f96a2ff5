import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A pinned harness program on this machine: `command` with `args` before any arguments of its own. */
export type Program = {
  readonly name: string;
  readonly version: string;
  readonly command: string;
  readonly args: readonly string[];
};

type Listed = Partial<Program> & { readonly name: string };

/**
 * Two real agents are tried at every run of the tests; all that are installed with TEATREE_AGENTS=all, which takes
 * half an hour. Answers why one is left out.
 */
export function leftOut(name: string): string | undefined {
  const always = ['claude', 'claude-agent-acp', 'claude-acp'].includes(name);
  return always || process.env.TEATREE_AGENTS === 'all' ? undefined : `${name} is tried with TEATREE_AGENTS=all`;
}

const SCRIPT = fileURLToPath(new URL('../../scripts/harnesses.mjs', import.meta.url));
let listed: readonly Listed[] | undefined;

/** Undefined when it is not installed (`npm run harnesses -- NAME`): a suite that needs it skips. */
export function findProgram(name: string): Program | undefined {
  listed ??= JSON.parse(execFileSync('node', [SCRIPT], { encoding: 'utf8' })) as readonly Listed[];
  const program = listed.find((one) => one.name === name);
  if (!program) throw new Error(`There is no harness program "${name}"; scripts/harnesses/programs.json lists them`);
  return isInstalled(program) ? program : undefined;
}

function isInstalled(program: Listed): program is Program {
  return program.command !== undefined;
}
