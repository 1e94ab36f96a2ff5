import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { builtOnce, buildPrograms, root } from '../../process/testing/build-programs.ts';

/** The command line as it ships. */
export function buildCli(): Promise<string> {
  return builtOnce('cli', (folder) => {
    symlinkSync(join(root, 'skills'), join(folder, 'skills'));
    return buildPrograms(join(folder, 'out', 'main'), {
      input: {
        cli: join(root, 'main/cli/index.ts'),
        'recipe-agent': join(root, 'main/harness/recipe/agent/index.ts'),
        'replay-agent': join(root, 'main/harness/replay/agent/index.ts'),
        spawner: join(root, 'main/process/spawner/index.ts'),
        'seat-pipe': join(root, 'main/orchestrator/deciding/seat/pipe/index.ts'),
        'search-worker': join(root, 'main/search/worker/index.ts'),
      },
      ...{ external: ['@photostructure/sqlite', 'electron'], extension: 'js' },
    });
  });
}
