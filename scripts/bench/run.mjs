/** Bundles a benchmark with the code it measures and runs it in a Node of its own. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { inherit } from '../setup/command.mjs';
import { packages, setUp, systemForNode } from '../setup/index.mjs';
import { root } from '../setup/paths.mjs';

const folder = join(root, 'scripts', 'bench');

/** @returns {string[]} */
export function benchNames() {
  const files = readdirSync(folder).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
  return files.map((file) => file.slice(0, -'.ts'.length)).sort();
}

/**
 * @param {string} name
 * @param {readonly string[]} args for the benchmark
 * @returns {Promise<number>} its exit code
 */
export async function runBench(name, args) {
  await setUp(packages, systemForNode);
  const { build } = await import('vite');
  const outDir = join(root, 'node_modules', '.cache', 'teatree', 'bench', name);
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: join(folder, `${name}.ts`),
      outDir,
      emptyOutDir: true,
      target: 'node20',
      rolldownOptions: { output: { entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' } },
    },
  });
  return inherit(process.execPath, ['--expose-gc', join(outDir, `${name}.mjs`), ...args]);
}
