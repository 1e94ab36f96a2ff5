// `npm run -s teatree -- …`: the command line of the checkout. stdout carries what the command prints and nothing else.
import { requireSupportedNode } from './setup/node.mjs';

requireSupportedNode();
const { runScript } = await import('./setup/progress.mjs');
await runScript(async () => {
  const { setUp, packages, systemForNode, build } = await import('./setup/index.mjs');
  const { inherit } = await import('./setup/command.mjs');
  const { root } = await import('./setup/paths.mjs');
  await setUp(packages, systemForNode, build);
  // npm moves to the checkout; relative paths are meant from where the person stands.
  const cwd = process.env.INIT_CWD ?? process.cwd();
  return inherit(process.execPath, [`${root}/out/main/cli.js`, ...process.argv.slice(2)], { cwd });
});
