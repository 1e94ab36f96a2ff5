/** The npm packages of the lockfile, neither more nor fewer. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { npm } from './command.mjs';
import { root } from './paths.mjs';
import { SetupFailure } from './progress.mjs';

/** @typedef {{ version?: string, integrity?: string, optional?: boolean }} Package */

/** Asks npm's own record of what it installed, so an install made by hand counts too. @param {string} [folder] */
export function hasDependencies(folder = root) {
  const record = join(folder, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  return isSameTree(packagesOf(join(folder, 'package-lock.json')), packagesOf(record));
}

/**
 * @param {Readonly<Record<string, Package>>} wanted the lockfile's packages by path
 * @param {Readonly<Record<string, Package>>} installed
 */
export function isSameTree(wanted, installed) {
  const paths = Object.keys(wanted).filter((path) => path !== '');
  return (
    Object.keys(installed).every((path) => path in wanted) &&
    paths.every((path) => (installed[path] ? isSame(wanted[path], installed[path]) : wanted[path].optional === true))
  );
}

/** Installs them from scratch; tests and the build need the development packages whatever NODE_ENV says. */
export async function installDependencies() {
  const { code, output } = await npm(['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
  });
  if (code === 0) return 'installed the npm packages';
  const remedy =
    'check the connection to the npm registry and the free disk space; if npm says that package.json and package-lock.json differ, run "npm install"';
  throw new SetupFailure('npm ci failed', remedy, { output });
}

/** @param {Package} wanted @param {Package} installed */
function isSame(wanted, installed) {
  return wanted.version === installed.version && wanted.integrity === installed.integrity;
}

/** @param {string} lockfile @returns {Record<string, Package>} */
function packagesOf(lockfile) {
  return JSON.parse(readFileSync(lockfile, 'utf8')).packages ?? {};
}
