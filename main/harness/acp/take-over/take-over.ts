import { join } from 'node:path';
import type { TerminalCommand } from '../../../../core/contract.ts';
import type { TakeOverPlace } from '../../harness.ts';
import { HarnessFailure } from '../../harness-failure.ts';
import type { AcpAgent, AgentHome } from '../agents/agent.ts';
import { findPrograms } from '../detect.ts';
import { ownInterfaces } from './interfaces.ts';

type TakenHome = Pick<AgentHome, 'person' | 'cwd' | 'model'>;

/** An id is the agent's word: what could be read as an option or as a path is none. */
const SESSION = /^\w[\w.:-]*$/;

/**
 * The session in the agent's own interface, with the configuration of a run but for our gate: the person decides there.
 * Undefined: it has none, or cannot be started here.
 */
export async function takeOver(
  agent: AcpAgent,
  { state, session }: TakeOverPlace,
  taken: TakenHome,
): Promise<TerminalCommand | undefined> {
  const own = ownInterfaces.get(agent.id);
  const found = await findPrograms(agent);
  if (!own || !found.ok) return undefined;
  const folder = join(state, agent.id);
  const gate = { folder: join(folder, 'gate'), bash: 'bash' };
  const home: AgentHome = { ...taken, folder, gate, contained: false, programs: found.value.programs };
  const [program, prepared] = await Promise.all([own.program(home), agent.prepare(home).catch(refused)]);
  if (!program || !prepared) return undefined;
  await own.ungate(home);
  const resume = session !== undefined && SESSION.test(session) ? (own.resume?.(session) ?? []) : [];
  const env = Object.fromEntries(Object.entries(prepared.env).filter(([name]) => !own.unset?.includes(name)));
  const args = [...program.args, ...(own.args ?? []), ...(prepared.args ?? []), ...resume];
  return { file: program.command, args, cwd: taken.cwd, env };
}

/** Where it would not run, it is not opened either. */
function refused(error: unknown): undefined {
  if (!(error instanceof HarnessFailure)) throw error;
}
