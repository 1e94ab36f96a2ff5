// `npm run -s harness-matrix [-- --json] [--no-app] [HARNESS …]`: tries what each installed harness can do behind our gate
// and in the app, and prints a table. Ends with 1 when one misses something that its table does not name as a gap.
import { requireSupportedNode } from './setup/node.mjs';

requireSupportedNode();
const { runScript } = await import('./setup/progress.mjs');
await runScript(async () => {
  const { bundle } = await import('./bench/bundle.mjs');
  const { inherit } = await import('./setup/command.mjs');
  const { mkdtempSync, readFileSync, rmSync, writeFileSync } = await import('node:fs');
  const { tmpdir } = await import('node:os');
  const { packages, setUp, systemForNode } = await import('./setup/index.mjs');
  const { delimiter, dirname, join } = await import('node:path');
  const { findProgram } = await import('./harnesses/programs.mjs');
  const { tryInTheApp } = await import('./harness-matrix/in-the-app.mjs');
  const { misses, tableOf } = await import('./harness-matrix/print.mjs');
  const { root } = await import('./setup/paths.mjs');
  const args = process.argv.slice(2);
  await setUp(packages, systemForNode);
  const program = await bundle(`${root}/scripts/harness-matrix/matrix.ts`);
  // The pinned Claude Code comes before the person's own; the adapters of the others find theirs by themselves.
  const claude = findProgram('claude');
  const PATH = [...(claude ? [dirname(claude.command)] : []), process.env.PATH].join(delimiter);
  const named = args.filter((arg) => !arg.startsWith('--'));
  const folder = mkdtempSync(join(tmpdir(), 'teatree-matrix-'));
  const file = join(folder, 'rows.jsonl');
  writeFileSync(file, '');
  const code = await inherit(process.execPath, [program, file, ...named], { env: { ...process.env, PATH } });
  const tried = readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  rmSync(folder, { recursive: true });
  const inApp = args.includes('--no-app') ? {} : await tryInTheApp(tried.map(({ harness }) => harness));
  const rows = tried.map((row) => ({ ...row, cells: [...row.cells, ...(inApp[row.harness] ?? [])] }));
  process.stdout.write(`${args.includes('--json') ? JSON.stringify(rows, undefined, 2) : tableOf(rows)}\n`);
  const missed = misses(rows);
  for (const line of missed) process.stderr.write(`${line}\n`);
  return code === 0 && rows.length > 0 && missed.length === 0 ? 0 : 1;
});
