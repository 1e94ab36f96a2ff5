import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { builtOnce, buildPrograms } from '../../../process/testing/build-programs.ts';

/** The fake agent as one file that plain Node can run. */
export async function fakeAgentProgram(): Promise<string> {
  const folder = await builtOnce('fake-agent', (outDir) =>
    buildPrograms(outDir, { input: { agent: fileURLToPath(new URL('./fake-agent.ts', import.meta.url)) } }),
  );
  return join(folder, 'agent.mjs');
}
