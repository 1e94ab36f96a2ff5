import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildPrograms } from '../../../process/testing/build-programs.ts';

let built: Promise<string> | undefined;

/** The fake agent as one file that plain Node can run. Built once per test process. */
export async function fakeAgentProgram(): Promise<string> {
  built ??= buildPrograms(mkdtempSync(join(tmpdir(), 'teatree-fake-agent-')), {
    input: { agent: fileURLToPath(new URL('./fake-agent.ts', import.meta.url)) },
  });
  return join(await built, 'agent.mjs');
}
