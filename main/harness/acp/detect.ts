import { fail, ok } from '../../../core/result.ts';
import type { Failure, Result } from '../../../core/result.ts';
import type { Detection } from '../harness.ts';
import type { AcpAgent, Launch, Program } from './agents/agent.ts';
import { isAtLeast } from '../version.ts';
import { locate, type Located } from './locate.ts';

export type Found = { readonly programs: readonly Launch[]; readonly main: Located };

/** The agent's programs, or why it cannot run here: `harness-missing` or `harness-unsupported`. */
export async function findPrograms(agent: AcpAgent, path?: string): Promise<Result<Found>> {
  const found: Located[] = [];
  for (const program of [agent.program, ...(agent.needs ?? [])]) {
    const located = await locate(program, path);
    if (!located) return fail(missing(agent, program));
    const { version } = located;
    if (version !== undefined && program.floor !== undefined && !isAtLeast(version, program.floor))
      return fail(tooOld(program, version));
    found.push(located);
  }
  const [main] = found;
  if (!main) throw new Error(`The agent ${agent.id} has no program`);
  return ok({ main, programs: found.map(({ launch }) => launch) });
}

export async function detect(agent: AcpAgent): Promise<Detection> {
  const found = await findPrograms(agent);
  if (!found.ok) {
    const { code, message, next = agent.program.install } = found.error;
    return { state: code === 'harness-missing' ? 'missing' : 'unsupported', text: message, next };
  }
  const { file, version } = found.value.main;
  const text = `${version ?? 'Version not known'} · ${file}`;
  return { state: 'ready', text, program: file, ...(version !== undefined && { version }) };
}

function missing({ title }: AcpAgent, { bin, install }: Program): Failure {
  return { code: 'harness-missing', message: `${title} needs the program ${bin}, which was not found`, next: install };
}

function tooOld({ bin, floor = '', install }: Program, version: string): Failure {
  const message = `${bin} ${version} is too old: its gate is known to hold from ${floor} on`;
  return { code: 'harness-unsupported', message, next: install };
}
