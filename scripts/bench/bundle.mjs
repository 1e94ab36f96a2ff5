/** TypeScript of the app as one program for plain Node. */
import { basename, join } from 'node:path';
import { root } from '../setup/paths.mjs';

/**
 * @param {string} entry absolute path of the .ts file
 * @returns {Promise<string>} the program
 */
export async function bundle(entry) {
  const { build } = await import('vite');
  const name = basename(entry, '.ts');
  const outDir = join(root, 'node_modules', '.cache', 'teatree', 'bench', name);
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: entry,
      outDir,
      emptyOutDir: true,
      target: 'node20',
      rolldownOptions: { output: { entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' } },
    },
  });
  return join(outDir, `${name}.mjs`);
}
