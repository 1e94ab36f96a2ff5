// `npm test`: sets up, then unit tests, build, end-to-end tests. `npm test -- unit|e2e [pattern]` runs one part.
// The last line is "N passed, N failed, N skipped".
import { requireSupportedNode } from './setup/node.mjs';

requireSupportedNode();
const { runScript } = await import('./setup/progress.mjs');
await runScript(async () => {
  const { parseParts, runParts, USAGE } = await import('./test/parts.mjs');
  const parts = parseParts(process.argv.slice(2));
  if (parts) return runParts(parts);
  process.stderr.write(`${USAGE}\n`);
  return 2;
});
