// `npm run -s harness-matrix [-- HARNESS …]`: tries what each installed harness can do behind our gate, and prints a table.
import { requireSupportedNode } from './setup/node.mjs';

requireSupportedNode();
const { runScript } = await import('./setup/progress.mjs');
await runScript(async () => {
  const { bundle } = await import('./bench/bundle.mjs');
  const { inherit } = await import('./setup/command.mjs');
  const { packages, setUp, systemForNode } = await import('./setup/index.mjs');
  const { delimiter, dirname } = await import('node:path');
  const { findProgram } = await import('./harnesses/programs.mjs');
  const { root } = await import('./setup/paths.mjs');
  await setUp(packages, systemForNode);
  const program = await bundle(`${root}/scripts/harness-matrix/matrix.ts`);
  // The pinned Claude Code comes before the person's own; the adapters of the others find theirs by themselves.
  const claude = findProgram('claude');
  const PATH = [...(claude ? [dirname(claude.command)] : []), process.env.PATH].join(delimiter);
  return inherit(process.execPath, [program, ...process.argv.slice(2)], { env: { ...process.env, PATH } });
});
