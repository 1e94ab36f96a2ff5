import { existsSync, mkdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cut } from '../fault.ts';
import type { Fault, Scene } from '../fault.ts';

/** Kills the factory and then spoils a file of its data folder. */
function spoilt(id: string, title: string, spoil: (file: (name: string) => string, scene: Scene) => void): Fault {
  return {
    id,
    title,
    expected: 'goes on',
    inject: async (scene) => {
      await cut(scene);
      spoil((name) => join(scene.desk.dataFolder, name), scene);
      return { factory: 'down' };
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

const files = [
  ['journal', 'journal.sqlite', 'the journal'],
  ['wal', 'journal.sqlite-wal', 'the journal’s log'],
  ['mirror', 'journal.mirror', 'the journal’s second copy'],
  ['transcripts', 'transcripts.sqlite', 'the transcripts'],
  ['settings', 'settings.json', 'the settings'],
] as const;

export const storeFaults: readonly Fault[] = files.flatMap(([id, name, what]) => [
  spoilt(`${id}-torn`, `kill -9, and the last 4 KB of ${what} torn at a random offset`, (file, { random }) =>
    torn(file(name), random),
  ),
  spoilt(`${id}-nul`, `kill -9, and ${what} full of NULs`, (file) => nuls(file(name))),
  spoilt(`${id}-gone`, `kill -9, and ${what} deleted`, (file) => rmSync(file(name), { force: true })),
  spoilt(`${id}-folder`, `kill -9, and a folder in the place of ${what}`, (file) => {
    rmSync(file(name), { force: true });
    mkdirSync(file(name));
  }),
]);
