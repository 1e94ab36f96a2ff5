// `npm run screens [-- NAME,…]`: takes a picture of every screen, in each theme, in two widths, with 0 to 200 threads, into docs/screens/.
import { requireSupportedNode } from './setup/node.mjs';

requireSupportedNode();
const { runScript } = await import('./setup/progress.mjs');
await runScript(async () => {
  const { inElectronEnvironment } = await import('./electron/environment.mjs');
  const { inherit } = await import('./setup/command.mjs');
  const { build, electron, packages, setUp, systemForWindows } = await import('./setup/index.mjs');
  const { root } = await import('./setup/paths.mjs');
  await setUp(packages, electron, systemForWindows, build);
  const args = ['node_modules/@playwright/test/cli.js', 'test'];
  const fixed = { TZ: 'UTC', LANG: 'C.UTF-8', TEATREE_SCREENS: process.argv.slice(2).join(',') };
  return inElectronEnvironment((env) => inherit(process.execPath, args, { cwd: root, env: { ...env, ...fixed } }));
});
