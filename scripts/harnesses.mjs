// `npm run -s harnesses -- [--ci | --all | NAME …]`: installs the pinned harness programs that tests drive into the user's
// cache. Prints JSON: what is installed where. Ends with 1 when one that was asked for is not there.
import { requireSupportedNode } from './setup/node.mjs';

requireSupportedNode();
const { runScript } = await import('./setup/progress.mjs');
await runScript(async () => {
  const { installHarnesses } = await import('./harnesses/run.mjs');
  return installHarnesses(process.argv.slice(2));
});
