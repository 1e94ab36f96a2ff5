// `npm run check`: everything that can be proved about the code without running it.
import { requireSupportedNode } from './setup/node.mjs';

const AT_ONCE = 2;

requireSupportedNode();
const { runScript } = await import('./setup/progress.mjs');
await runScript(async () => {
  const { installDependencies } = await import('./setup/index.mjs');
  await installDependencies();
  const { root } = await import('./setup/paths.mjs');
  const { allChecks } = await import('./check/all.mjs');
  const { runChecks, printFigures } = await import('./check/report.mjs');
  const results = await runChecks(allChecks(root), AT_ONCE);
  printFigures(results);
  const failed = [...results].filter(([, { ok }]) => !ok).map(([name]) => name);
  console.log(failed.length > 0 ? `\n✗ ${failed.join(', ')}` : '\n✓ all checks passed');
  return failed.length > 0 ? 1 : 0;
});
