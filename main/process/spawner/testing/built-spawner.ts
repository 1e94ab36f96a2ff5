import { join } from 'node:path';
import { builtOnce, buildPrograms } from '../../testing/build-programs.ts';

/** The spawner as it ships, and beside it apps that die, hang and starve on it. Answers the folder of the programs. */
export function buildSpawner(): Promise<string> {
  return builtOnce('spawner', (folder) =>
    buildPrograms(folder, {
      input: {
        spawner: join(import.meta.dirname, '..', 'index.ts'),
        'mortal-app': join(import.meta.dirname, 'mortal-app.ts'),
        'hanging-app': join(import.meta.dirname, 'hanging-app.ts'),
        'poor-app': join(import.meta.dirname, 'poor-app.ts'),
      },
    }),
  );
}
