// `npm run build`: builds the app into out/, always anew, and shows what the bundler says.
import { requireSupportedNode } from './setup/node.mjs';

requireSupportedNode();
const { runScript } = await import('./setup/progress.mjs');
await runScript(async () => {
  const { installDependencies } = await import('./setup/index.mjs');
  const { buildApp } = await import('./setup/app-build.mjs');
  const { withLock } = await import('./setup/lock.mjs');
  await installDependencies();
  const { output } = await withLock(buildApp);
  process.stdout.write(output);
  return 0;
});
