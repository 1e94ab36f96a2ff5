import { join } from 'node:path';
import { builtOnce, buildPrograms } from '../../process/testing/build-programs.ts';

/** The host of terminals as it ships. Answers the folder of the programs. */
export function buildHost(): Promise<string> {
  return builtOnce('terminal', (folder) =>
    buildPrograms(folder, {
      input: { 'terminal-host': join(import.meta.dirname, '..', 'host', 'index.ts') },
      ...{ external: ['@lydell/node-pty'], extension: 'js' },
    }),
  );
}
