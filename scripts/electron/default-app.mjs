/**
 * The default application of the registry-shipped runtime (packed as resources/default_app.asar): it does what Electron's
 * own one does for `electron [-r module] [switches] path [arguments]`.
 */
import fs from 'node:fs';
import module from 'node:module';
import path from 'node:path';
import url from 'node:url';
import { app as electronApp } from 'electron/main';

// Both have methods for exactly this that no type declares.
const app = /** @type {any} */ (electronApp);
const Module = /** @type {any} */ (module);

const { file, modules } = parse(process.argv.slice(1));
if (modules.length > 0) Module._preloadModules(modules);
if (file) await load(path.resolve(file));
else stop('Usage: electron [-r module] path [arguments]');

/** The first plain argument is the application; what follows belongs to it. */
function parse(argv) {
  const modules = [];
  for (let at = 0; at < argv.length; at += 1) {
    if (argv[at] === '-r' || argv[at] === '--require') modules.push(argv[(at += 1)]);
    else if (argv[at].startsWith('--app=')) return { file: argv[at].slice('--app='.length), modules };
    else if (!argv[at].startsWith('-')) return { file: argv[at], modules };
  }
  return { file: undefined, modules };
}

async function load(application) {
  Object.defineProperty(process, 'defaultApp', { configurable: false, enumerable: true, value: true });
  const manifest = path.join(application, 'package.json');
  const hasManifest = fs.existsSync(manifest);
  if (hasManifest) introduce(JSON.parse(fs.readFileSync(manifest, 'utf8')));
  let main;
  try {
    main = Module._resolveFilename(application, null, true);
  } catch (error) {
    return stop(`Unable to find an application at ${application}\n${error.message}`);
  }
  app.setAppPath(hasManifest ? application : path.dirname(main));
  await import(url.pathToFileURL(main).href);
}

function introduce({ name, productName, version, desktopName }) {
  if (version) app.setVersion(version);
  if (productName || name) app.name = productName || name;
  app.setDesktopName(desktopName || `${app.name}.desktop`);
}

function stop(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
