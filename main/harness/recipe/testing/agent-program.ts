import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildPrograms } from '../../../process/testing/build-programs.ts';

let built: Promise<string> | undefined;

/** The agent as the product bundles it: one file that plain Node can run. Built once per test process. */
export async function agentProgram(): Promise<string> {
  built ??= buildPrograms(mkdtempSync(join(tmpdir(), 'teatree-agent-')), {
    input: { agent: join(import.meta.dirname, '..', 'agent', 'index.ts') },
  });
  return join(await built, 'agent.mjs');
}
