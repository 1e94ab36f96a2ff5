// `npm run check`: everything that can be proved about the code without running it.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const AT_ONCE = 2;

await setUp();
process.exitCode = await check();

/** Uses Node built-ins only, so that it works before anything is installed. */
async function setUp() {
  if (existsSync(new URL('../node_modules', import.meta.url))) return;
  const { installDependencies } = await import('./setup/index.mjs');
  await installDependencies();
}

async function check() {
  const { allChecks } = await import('./check/all.mjs');
  const { runChecks, printFigures } = await import('./check/report.mjs');
  const results = await runChecks(allChecks(ROOT), AT_ONCE);
  printFigures(results);
  const failed = [...results].filter(([, { ok }]) => !ok).map(([name]) => name);
  console.log(failed.length > 0 ? `\n✗ ${failed.join(', ')}` : '\n✓ all checks passed');
  return failed.length > 0 ? 1 : 0;
}
