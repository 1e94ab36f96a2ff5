import { mkdirSync, mkdtempSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'vite';

const root = resolve(import.meta.dirname, '..', '..', '..');

/** Builds the host of terminals as it ships. Answers the folder of the programs. */
export async function buildHost(): Promise<string> {
  const cache = join(root, 'node_modules', '.cache');
  mkdirSync(cache, { recursive: true });
  const outDir = mkdtempSync(join(cache, 'teatree-terminal-'));
  await build({
    ...{ root, configFile: false, logLevel: 'error' },
    ssr: { noExternal: true, external: ['@lydell/node-pty'] },
    build: {
      ...{ ssr: true, outDir, target: 'node20', minify: false },
      rolldownOptions: {
        input: { 'terminal-host': join(root, 'main/terminal/host/index.ts') },
        external: ['@lydell/node-pty'],
        output: { format: 'es', entryFileNames: '[name].js' },
      },
    },
  });
  return outDir;
}
