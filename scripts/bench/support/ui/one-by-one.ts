import { cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import tailwind from '@tailwindcss/vite';
import { build } from 'vite';

const batched = 'timer ??= window.setTimeout(flush, Math.max(0, lastFlush + batchMs - performance.now()));';

/** The built app of `program` with one difference: its window takes up each push at once, one update of the store for each. */
export async function buildOneByOne(program: string): Promise<string> {
  const root = process.cwd();
  const folder = join(root, 'node_modules', '.cache', 'teatree', 'bench', 'ui-one-by-one');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  cpSync(join(program, 'out'), join(folder, 'out'), { recursive: true });
  symlinkSync(join(root, 'main'), join(folder, 'main'));
  symlinkSync(join(root, 'skills'), join(folder, 'skills'));
  writeFileSync(join(folder, 'package.json'), '{ "name": "teatree", "type": "module", "main": "out/main/index.js" }');
  const takesUpAtOnce = {
    name: 'one-by-one',
    transform(code: string, id: string) {
      if (!id.endsWith('/mirror/follow-factory.ts')) return undefined;
      if (!code.includes(batched)) throw new Error('renderer/mirror/follow-factory.ts no longer batches as it did');
      return code.replace(batched, 'flush();');
    },
  };
  await build({
    root: join(root, 'renderer'),
    configFile: false,
    logLevel: 'error',
    plugins: [{ ...takesUpAtOnce, enforce: 'pre' }, react(), tailwind()],
    build: { outDir: join(folder, 'out', 'renderer'), emptyOutDir: true, target: 'chrome130', minify: true },
  });
  return folder;
}
