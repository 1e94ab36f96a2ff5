// `npm run bench -- NAME [arguments]`: runs scripts/bench/NAME.ts, which prints JSON on stdout. Without a name: the names.
import { requireSupportedNode } from './setup/node.mjs';

requireSupportedNode();
const { runScript } = await import('./setup/progress.mjs');
await runScript(async () => {
  const { benchNames, runBench } = await import('./bench/run.mjs');
  const [name, ...args] = process.argv.slice(2);
  const names = benchNames();
  if (name !== undefined && names.includes(name)) return runBench(name, args);
  const list = names.map((known) => `${known}\n`).join('');
  if (name === undefined) process.stdout.write(list);
  else process.stderr.write(`There is no benchmark "${name}". These are:\n${list}`);
  return name === undefined ? 0 : 2;
});
