import { join } from 'node:path';
import { builtOnce, buildPrograms } from '../../../process/testing/build-programs.ts';

/** The agent as the product bundles it: one file that plain Node can run. */
export async function agentProgram(): Promise<string> {
  const folder = await builtOnce('recipe-agent', (outDir) =>
    buildPrograms(outDir, { input: { agent: join(import.meta.dirname, '..', 'agent', 'index.ts') } }),
  );
  return join(folder, 'agent.mjs');
}
