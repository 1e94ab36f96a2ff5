import { mkdirSync, mkdtempSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'vite';

const root = resolve(import.meta.dirname, '..', '..', '..', '..');

/** Builds the spawner as it ships, and beside it apps that die, hang and starve on it. Answers the folder of the programs. */
export async function buildSpawner(): Promise<string> {
  const cache = join(root, 'node_modules', '.cache');
  mkdirSync(cache, { recursive: true });
  const outDir = mkdtempSync(join(cache, 'teatree-spawner-'));
  await build({
    ...{ root, configFile: false, logLevel: 'error' },
    ssr: { noExternal: true },
    build: {
      ...{ ssr: true, outDir, target: 'node20', minify: false },
      rolldownOptions: {
        input: {
          spawner: join(root, 'main/process/spawner/index.ts'),
          'mortal-app': join(import.meta.dirname, 'mortal-app.ts'),
          'hanging-app': join(import.meta.dirname, 'hanging-app.ts'),
          'poor-app': join(import.meta.dirname, 'poor-app.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
      },
    },
  });
  return outDir;
}
