/** Set-up: everything a command needs before it can run, each step only when it is not done yet. Node built-ins only. */
import { electronExecutable, installElectron } from '../electron/runtime.mjs';
import { buildApp, isBuilt } from './app-build.mjs';
import { hasDependencies, installDependencies as install } from './dependencies.mjs';
import { needsVirtualDisplay } from './display.mjs';
import { withLock } from './lock.mjs';
import { phase, say, seconds } from './progress.mjs';
import { findMissing, installMissing } from './system-libraries.mjs';

/** @typedef {{ name: string, doing: string, isDone: () => boolean | Promise<boolean>, work: () => Promise<string> }} Step */

/** The npm packages. @type {Step} */
export const packages = { name: 'packages', doing: 'npm ci', isDone: () => hasDependencies(), work: install };

/** An Electron to develop and test with. @type {Step} */
export const electron = {
  name: 'Electron',
  doing: 'getting a runtime',
  isDone: () => electronExecutable() !== undefined,
  work: installElectron,
};

/** What the command line and the unit tests need from the system: git. */
export const systemForNode = system(() => ({}));

/** What a window needs from the system; comes after `electron`. */
export const systemForWindows = system(() => ({ executable: electronExecutable(), display: needsVirtualDisplay() }));

/** The built app in out/. @type {Step} */
export const build = {
  name: 'build',
  doing: 'electron-vite',
  isDone: isBuilt,
  work: async () => (await buildApp()).done,
};

/** The packages alone, for commands that only read the source. */
export async function installDependencies() {
  await setUp(packages);
}

/**
 * Does, in this order, the steps that are not done yet; says nothing when there is nothing to do.
 * @param {readonly Step[]} steps
 */
export async function setUp(...steps) {
  const started = Date.now();
  const done = [];
  for (const step of steps) {
    if (await step.isDone()) continue;
    const result = await withLock(async () => {
      if (await step.isDone()) return undefined;
      return phase(step.name, step.doing, step.work);
    });
    if (result) done.push(result);
  }
  if (done.length > 0) say(`set-up took ${seconds(started)}: ${done.join('; ')}`);
}

/**
 * @param {() => import('./system-libraries.mjs').Needs} needs
 * @returns {Step}
 */
function system(needs) {
  return {
    name: 'system',
    doing: 'installing missing libraries and programs',
    isDone: async () => (await findMissing(needs())).missing.length === 0,
    work: () => installMissing(needs()),
  };
}
