// `npm run faults [-- --rounds N] [--seed N] [--only ID,ID] [--fresh] [--write]`: breaks what a factory at work stands on.
// Rounds that were done are not done again, so a run that was cut short goes on. Prints JSON; 1 when a fault was not survived.
import { requireSupportedNode } from './setup/node.mjs';

requireSupportedNode();
const { runScript } = await import('./setup/progress.mjs');
await runScript(async () => {
  const { bundle } = await import('./bench/bundle.mjs');
  const { inherit } = await import('./setup/command.mjs');
  const { build, packages, setUp, systemForNode } = await import('./setup/index.mjs');
  const { root } = await import('./setup/paths.mjs');
  await setUp(packages, systemForNode, build);
  const suite = await bundle(`${root}/scripts/faults/suite.ts`);
  return inherit(process.execPath, [suite, ...process.argv.slice(2)], { cwd: root });
});
