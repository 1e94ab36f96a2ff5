/** Bundles a benchmark with the code it measures and runs it in a Node of its own. */
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { inherit } from '../setup/command.mjs';
import { inElectronEnvironment } from '../electron/environment.mjs';
import { build, electron, packages, setUp, systemForNode, systemForWindows } from '../setup/index.mjs';
import { root } from '../setup/paths.mjs';
import { bundle } from './bundle.mjs';

const folder = join(root, 'scripts', 'bench');
/** They start programs of the built app. */
const ofTheApp = ['fleet'];
/** They open its window. */
const inWindows = ['ui'];

/** @returns {string[]} */
export function benchNames() {
  return [...benches().keys()].sort();
}

/** Each benchmark's file, by its name. What they share lies in `support`. */
function benches() {
  const files = ['', 'board'].flatMap((group) =>
    readdirSync(join(folder, group)).map((file) => join(folder, group, file)),
  );
  const own = files.filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
  return new Map(own.map((file) => [basename(file, '.ts'), file]));
}

/**
 * @param {string} name
 * @param {readonly string[]} args for the benchmark
 * @returns {Promise<number>} its exit code
 */
export async function runBench(name, args) {
  const windows = inWindows.includes(name);
  const needs = windows ? [electron, systemForWindows, build] : ofTheApp.includes(name) ? [build] : [];
  await setUp(packages, systemForNode, ...needs);
  const program = ['--expose-gc', await bundle(benches().get(name) ?? name), ...args];
  if (!windows) return inherit(process.execPath, program);
  return inElectronEnvironment((env) => inherit(process.execPath, program, { env }));
}
