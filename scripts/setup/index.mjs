/** Set-up: everything a command needs before it can run, each step only when it is not done yet. Node built-ins only. */
import { electronExecutable, installElectron } from '../electron/runtime.mjs';
import { buildApp, isBuilt } from './app-build.mjs';
import { hasDependencies, installDependencies as install } from './dependencies.mjs';
import { needsVirtualDisplay } from './display.mjs';
import { withLock } from './lock.mjs';
import { phase, say, seconds } from './progress.mjs';
import { findMissing, installMissing } from './system-libraries.mjs';

/** @typedef {{ name: string, doing: string, isDone: () => boolean | Promise<boolean>, work: () => Promise<string> }} Step */

/** @type {Step} */
const dependencies = { name: 'packages', doing: 'npm ci', isDone: () => hasDependencies(), work: install };

/** @type {Step} */
const runtime = {
  name: 'Electron',
  doing: 'getting a runtime',
  isDone: () => electronExecutable() !== undefined,
  work: installElectron,
};

/** @type {Step} */
const build = { name: 'build', doing: 'electron-vite', isDone: isBuilt, work: async () => (await buildApp()).done };

/** The packages alone, for commands that read the source and run nothing of it. */
export async function installDependencies() {
  await setUp([dependencies]);
}

/** For commands that run in Node: no Electron, no display. */
export async function setUpHeadless() {
  await setUp([dependencies, system(() => ({})), build]);
}

/** For commands that open a window. */
export async function setUpDesktop() {
  const needs = () => ({ executable: electronExecutable(), display: needsVirtualDisplay() });
  await setUp([dependencies, runtime, system(needs), build]);
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

/** Says nothing when there is nothing to do. @param {readonly Step[]} steps */
async function setUp(steps) {
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
