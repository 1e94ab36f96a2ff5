/** The built app in out/, made anew when a source or a build setting has changed. */
import { existsSync, readFileSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { capture } from './command.mjs';
import { root } from './paths.mjs';
import { SetupFailure } from './progress.mjs';
import { stampOf } from './stamp.mjs';

const SOURCES = ['core', 'main', 'preload', 'renderer', 'skills'];
const SETTINGS = ['electron.vite.config.ts', 'package.json', 'package-lock.json', 'tsconfig.base.json'];
const out = join(root, 'out');
const stampFile = join(out, '.stamp');

export function isBuilt() {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === currentStamp();
}

/**
 * Builds beside the old build and then puts the new one in its place: a failed build leaves the old one working.
 * @returns {Promise<{ done: string, output: string }>} `output` is what the bundler printed
 */
export async function buildApp() {
  const stamp = currentStamp();
  const next = `${out}.next`;
  await rm(next, { recursive: true, force: true });
  const builder = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  const env = { ...process.env, TEATREE_BUILD_OUT: next };
  const { code, output } = await capture(process.execPath, [builder, 'build'], { cwd: root, env });
  if (code !== 0) throw new SetupFailure('The build failed', 'correct what the bundler says above', { output });
  await writeFile(join(next, '.stamp'), stamp);
  await replace(out, next);
  return { done: 'built the app', output };
}

/** @param {string} folder @param {string} next */
async function replace(folder, next) {
  const old = `${folder}.old`;
  await rm(old, { recursive: true, force: true });
  if (existsSync(folder)) await rename(folder, old);
  await rename(next, folder);
  await rm(old, { recursive: true, force: true });
}

function currentStamp() {
  return stampOf(root, [...SOURCES, ...SETTINGS], (name) => !/\.test\.tsx?$|\/testing\//.test(name));
}
