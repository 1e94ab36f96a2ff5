import { mkdirSync, mkdtempSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'vite';

export const root = resolve(import.meta.dirname, '..', '..', '..');

export type Programs = {
  /** Source files by the name of the program. */
  readonly input: Readonly<Record<string, string>>;
  /** Native modules; they are found from inside node_modules alone. */
  readonly external?: readonly string[];
  /** `js` as it ships; without a package.json around it only `mjs` is surely a module. */
  readonly extension?: 'js' | 'mjs';
};

/** Bundles programs as the product does, so that plain Node can run them. Answers their folder. */
export async function buildPrograms(
  outDir: string,
  { input, external = [], extension = 'mjs' }: Programs,
): Promise<string> {
  await build({
    ...{ root, configFile: false, logLevel: 'error' },
    ssr: { noExternal: true, external: [...external] },
    build: {
      ...{ ssr: true, outDir, target: 'node20', minify: false },
      rolldownOptions: {
        ...{ input: { ...input }, external: [...external] },
        output: {
          format: 'es',
          entryFileNames: `[name].${extension}`,
          chunkFileNames: `chunks/[name]-[hash].${extension}`,
        },
      },
    },
  });
  return outDir;
}

/** A new folder inside node_modules; whoever asked for it removes it. */
export function folderInModules(name: string): string {
  const cache = join(root, 'node_modules', '.cache');
  mkdirSync(cache, { recursive: true });
  return mkdtempSync(join(cache, `teatree-${name}-`));
}
