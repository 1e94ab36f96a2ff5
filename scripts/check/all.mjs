import path from 'node:path';
import { capture } from '../setup/command.mjs';
import { CODE, filesUnder } from './files.mjs';
import { checkImports } from './imports.mjs';
import { checkLayout } from './layout.mjs';
import { checkSizes } from './sizes.mjs';

/** The native compiler. On one thread it takes half the processor time, and the tests beside it want the rest. */
export const TYPES = ['typescript-native/bin/tsc', '--singleThreaded'];
export const DEAD_CODE = ['knip/bin/knip.js', '--no-progress', '--no-config-hints'];
/** Followed from the entries of the app alone: what is left over is kept alive by its tests. */
export const ONLY_TESTED = [...DEAD_CODE, '--production', '--include', 'files'];

/**
 * @typedef {import('./sizes.mjs').Figures} Figures
 * @typedef {{ ok: boolean, output: string, note?: string, figures?: Figures, crowded?: number, cycles?: number }} Result
 * @typedef {{ name: string, run: () => Promise<Result> | Result }} Check
 */

/**
 * Every check, slowest first.
 * @param {string} root
 * @returns {Check[]}
 */
export function allChecks(root) {
  const tool = (name, ...args) => ({ name, run: () => runTool(root, args) });
  return [
    tool('lint', 'eslint/bin/eslint.js', '.', '--max-warnings', '0'),
    ...programs(root).map((config) => tool(`types ${config}`, ...TYPES, '-p', config)),
    { name: 'import rules', run: () => checkImports({ root }) },
    tool('dead code', ...DEAD_CODE),
    tool('code only tests use', ...ONLY_TESTED),
    tool('format', 'prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'),
    { name: 'sizes', run: () => checkSizes(root) },
    { name: 'names and folders', run: () => checkLayout(root) },
  ];
}

/**
 * @param {string} root
 * @param {string[]} args a program inside node_modules and its arguments
 * @returns {Promise<Result>}
 */
async function runTool(root, [program, ...args]) {
  const { code, output } = await capture(process.execPath, [path.join(root, 'node_modules', program), ...args], {
    cwd: root,
  });
  return { ok: code === 0, output: output.trim() };
}

/** @param {string} root */
function programs(root) {
  return filesUnder(root, CODE).filter((file) => /^\w+\/tsconfig[.\w]*\.json$/.test(file));
}
