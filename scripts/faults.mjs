// `npm run faults [-- --help]`: breaks what a factory at work stands on. Rounds that were done are not done again, so a run that was cut short goes on. Prints JSON;
// ends with 1 when a fault was not survived. `--long [--minutes N]`: one factory through random faults; does it grow?
import { readOptions, usage } from './faults/options.mjs';
import { requireSupportedNode } from './setup/node.mjs';

requireSupportedNode();
const { values, fault } = readOptions(process.argv.slice(2));
if (!values || values.help) {
  process.stderr.write(fault === undefined ? usage : `${fault}\n\n${usage}`);
  process.exit(2);
}
const { runScript } = await import('./setup/progress.mjs');
await runScript(async () => {
  const { bundle } = await import('./bench/bundle.mjs');
  const { electronExecutable } = await import('./electron/runtime.mjs');
  const { inherit } = await import('./setup/command.mjs');
  const { needsVirtualDisplay, onVirtualDisplay } = await import('./setup/display.mjs');
  const { build, packages, setUp, systemForNode } = await import('./setup/index.mjs');
  const { root } = await import('./setup/paths.mjs');
  await setUp(packages, systemForNode, build);
  const suite = await bundle(`${root}/scripts/faults/suite.ts`);
  const run = (/** @type {NodeJS.ProcessEnv} */ env) =>
    inherit(process.execPath, [suite, ...process.argv.slice(2)], { cwd: root, env: { ...process.env, ...env } });
  // The faults of the window are skipped, and counted, where there is none to be had.
  const electron = electronExecutable();
  if (electron === undefined) return run({});
  const windowed = {
    TEATREE_FAULTS_ELECTRON: electron,
    ...(process.getuid?.() === 0 && { ELECTRON_DISABLE_SANDBOX: '1' }),
  };
  if (!needsVirtualDisplay()) return run(windowed);
  return onVirtualDisplay((display) => run({ ...display, ...windowed })).catch((error) => {
    process.stderr.write(`No window: ${error.message}\n`);
    return run({});
  });
});
