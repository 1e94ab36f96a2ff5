import { chmodSync, existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { inject } from 'vitest';

export const root = resolve(import.meta.dirname, '..', '..', '..');

export type Programs = {
  /** Source files by the name of the program. */
  readonly input: Readonly<Record<string, string>>;
  readonly external?: readonly string[];
  /** `js` as it ships; without a package.json around it only `mjs` is surely a module. */
  readonly extension?: 'js' | 'mjs';
};

/**
 * A folder that all test files of a run share under this name. The first that asks fills it, others that ask meanwhile do so
 * too, and one is kept. After that nobody writes there.
 */
export async function builtOnce(name: string, fill: (folder: string) => Promise<void>): Promise<string> {
  const shared = join(inject('programs'), name);
  if (existsSync(shared)) return shared;
  const own = mkdtempSync(`${shared}-`);
  // Some tests run programs as another user.
  chmodSync(own, 0o755);
  await fill(own);
  try {
    renameSync(own, shared);
  } catch (error) {
    if (!existsSync(shared)) throw error;
    rmSync(own, { recursive: true });
  }
  return shared;
}

/** Bundles programs as the product does, so that plain Node can run them. */
export async function buildPrograms(
  outDir: string,
  { input, external = [], extension = 'mjs' }: Programs,
): Promise<void> {
  const { build } = await import('vite');
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
}
