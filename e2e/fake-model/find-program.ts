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
