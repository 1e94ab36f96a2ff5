import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where this run of the tests keeps the programs that it builds. */
    programs: string;
  }
}

/** The native modules of a program are found from inside node_modules alone. */
const CACHE = join(import.meta.dirname, '..', '..', '..', 'node_modules', '.cache');

/** One folder for a whole run of the tests, which goes with it. */
export function setup(project: TestProject): () => void {
  mkdirSync(CACHE, { recursive: true });
  const folder = mkdtempSync(join(CACHE, 'teatree-programs-'));
  // Some tests run programs as another user.
  chmodSync(folder, 0o755);
  project.provide('programs', folder);
  return () => rmSync(folder, { recursive: true });
}
