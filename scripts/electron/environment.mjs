/** The environment in which Electron runs from a checkout. */
import { capture } from '../setup/command.mjs';
import { needsVirtualDisplay, onVirtualDisplay } from '../setup/display.mjs';
import { say } from '../setup/progress.mjs';

/**
 * @param {(env: NodeJS.ProcessEnv) => Promise<number>} run
 * @returns {Promise<number>} its exit code
 */
export async function inElectronEnvironment(run) {
  const env = { ...process.env, ...(await sandboxSetting()) };
  if (!needsVirtualDisplay()) return run(env);
  say('no display here: running on a virtual one (1440×900), so no window will be seen');
  return onVirtualDisplay((display) => run({ ...env, ...display }));
}

/**
 * Chromium's sandbox refuses root, and needs user namespaces, which containers and some distributions forbid. In
 * development and tests we then go without; an installed app never does.
 * @returns {Promise<NodeJS.ProcessEnv>}
 */
async function sandboxSetting() {
  if (process.platform !== 'linux' || process.env.ELECTRON_DISABLE_SANDBOX) return {};
  if (process.getuid?.() !== 0 && (await capture('unshare', ['--user', '--map-root-user', 'true'])).code === 0)
    return {};
  say("Chromium's sandbox cannot run here (root, or no user namespaces): going without, in development and tests only");
  return { ELECTRON_DISABLE_SANDBOX: '1' };
}
