import { chmodSync, mkdtempSync, mkdirSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'vite';

const root = resolve(import.meta.dirname, '..', '..', '..');

/** Builds the command line as it ships, into a folder of its own inside node_modules, so that native modules are found. */
export async function buildCli(): Promise<string> {
  const cache = join(root, 'node_modules', '.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'teatree-cli-'));
  // Some tests run it as another user.
  chmodSync(folder, 0o755);
  symlinkSync(join(root, 'skills'), join(folder, 'skills'));
  const out = join(folder, 'out', 'main');
  await build({
    ...{ root, configFile: false, logLevel: 'error' },
    ssr: { noExternal: true, external: ['@photostructure/sqlite', 'electron'] },
    build: {
      ...{ ssr: true, outDir: out, target: 'node20', minify: false },
      rolldownOptions: {
        input: {
          cli: join(root, 'main/cli/index.ts'),
          'recipe-agent': join(root, 'main/harness/recipe/agent/index.ts'),
          'replay-agent': join(root, 'main/harness/replay/agent/index.ts'),
          spawner: join(root, 'main/process/spawner/index.ts'),
          'seat-pipe': join(root, 'main/orchestrator/deciding/seat/pipe/index.ts'),
          'search-worker': join(root, 'main/search/worker/index.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  });
  return folder;
}
