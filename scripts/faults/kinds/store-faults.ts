import { existsSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Fault, Scene } from '../fault.ts';

/** Kills the factory and then spoils a file of its data folder. */
function spoilt(id: string, title: string, spoil: (file: (name: string) => string, scene: Scene) => void): Fault {
  return {
    id,
    title,
    expected: 'goes on',
    inject: async (scene) => {
      scene.factory.signal('SIGKILL');
      await scene.factory.exited;
      spoil((name) => join(scene.desk.dataFolder, name), scene);
      return 'down';
    },
  };
}

function nuls(file: string): void {
  if (existsSync(file)) writeFileSync(file, Buffer.alloc(statSync(file).size));
}

function torn(file: string, random: () => number): void {
  if (!existsSync(file)) return;
  const { size } = statSync(file);
  const offset = Math.min(size, 1 + Math.floor(random() * 4096));
  if (random() < 0.5) truncateSync(file, size - offset);
  else writeFileSync(file, readFileSync(file).fill(random() < 0.5 ? 0 : 0xa5, size - offset));
}

export const storeFaults: readonly Fault[] = [
  spoilt('journal-torn', 'the last 4 KB of the journal torn at a random offset', (file, { random }) =>
    torn(file('journal.sqlite'), random),
  ),
  spoilt('wal-torn', 'the last 4 KB of the journal’s log torn at a random offset', (file, { random }) =>
    torn(file('journal.sqlite-wal'), random),
  ),
  spoilt('journal-nul', 'the journal full of NULs', (file) => nuls(file('journal.sqlite'))),
  spoilt('journal-gone', 'the journal deleted', (file) => {
    for (const suffix of ['', '-wal', '-shm']) rmSync(file(`journal.sqlite${suffix}`), { force: true });
  }),
  spoilt('wal-gone', 'the journal’s log deleted', (file) => rmSync(file('journal.sqlite-wal'), { force: true })),
  spoilt('mirror-torn', 'the journal’s second copy torn', (file, { random }) => torn(file('journal.mirror'), random)),
  spoilt('mirror-gone', 'the journal’s second copy deleted', (file) => rmSync(file('journal.mirror'), { force: true })),
  spoilt('transcripts-nul', 'the transcripts full of NULs', (file) => nuls(file('transcripts.sqlite'))),
  spoilt('settings-nul', 'the settings full of NULs', (file) => nuls(file('settings.json'))),
];
