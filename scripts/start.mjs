// `npm start`: sets up what is missing and opens the app. Everything after `--` goes to the app.
import { requireSupportedNode } from './setup/node.mjs';

requireSupportedNode();
const { runScript } = await import('./setup/progress.mjs');
await runScript(async () => {
  const { setUp, packages, electron, systemForWindows, build } = await import('./setup/index.mjs');
  const { electronExecutable } = await import('./electron/runtime.mjs');
  const { inElectronEnvironment } = await import('./electron/environment.mjs');
  const { inherit } = await import('./setup/command.mjs');
  const { root } = await import('./setup/paths.mjs');
  await setUp(packages, electron, systemForWindows, build);
  const args = [root, ...process.argv.slice(2)];
  return inElectronEnvironment((env) => inherit(electronExecutable() ?? 'electron', args, { cwd: root, env }));
});
