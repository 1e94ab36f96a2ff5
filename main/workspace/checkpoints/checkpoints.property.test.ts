import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkpointWorld } from './testing/checkpoint-world.ts';
import { apply, edit, pictureOf } from './testing/edits.ts';

/** What may befall a thread's work, in any order. */
const fate = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('edit'), edits: fc.array(edit, { minLength: 1, maxLength: 6 }) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('kill', 'cancel', 'interval') }) },
  fc.record({ kind: fc.constantFrom('clean-up', 'relaunch') }),
  fc.record({ kind: fc.constant('restore'), which: fc.nat() }),
);

type World = Awaited<ReturnType<typeof checkpointWorld>>;
type Picture = ReturnType<typeof pictureOf>;

/** A few by default; `TEATREE_FUZZ=200` for a night. */
const runs = Number(process.env['TEATREE_FUZZ'] ?? 4);

test('in any order of edits, kill, cancel, clean-up and relaunch every checkpoint restores the files and the index of its moment', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fate, { minLength: 4, maxLength: 10 }), async (fates) => {
      const world = await checkpointWorld();
      const pictures = new Map<number, Picture>();
      for (const each of fates) {
        if (each.kind === 'edit' && 'edits' in each) for (const one of each.edits) apply(world.tree, one);
        else if (each.kind === 'restore' && 'which' in each) await restoreOne(world, pictures, each.which);
        else await befall(world, pictures, each.kind);
      }
      await save(world, pictures, 'kill');
      for (const which of [...pictures.keys()].keys()) await restoreOne(world, pictures, which);
      execFileSync('git', ['fsck', '--no-dangling', '--strict'], { cwd: world.tree, stdio: 'ignore' });
    }),
    {
      numRuns: runs,
      endOnFailure: true,
      ...(process.env['TEATREE_SEED'] ? { seed: Number(process.env['TEATREE_SEED']) } : {}),
    },
  );
}, 600_000);

async function befall(world: World, pictures: Map<number, Picture>, kind: string): Promise<void> {
  if (kind === 'relaunch') world.relaunch();
  else if (kind === 'clean-up') {
    await save(world, pictures, 'teardown');
    for (const args of [
      ['reset', '-q', '--hard'],
      ['clean', '-qffdx'],
    ])
      execFileSync('git', args, { cwd: world.tree, stdio: 'ignore' });
  } else await save(world, pictures, kind === 'kill' ? 'kill' : kind === 'cancel' ? 'run-ended' : 'interval');
}

/** A save that finds nothing new leaves what is there: the newest moment shows the same picture. */
async function save(world: World, pictures: Map<number, Picture>, reason: Parameters<World['save']>[0]): Promise<void> {
  const picture = pictureOf(world.tree);
  const { number, failed } = await world.save(reason);
  expect(failed).toEqual([]);
  expect(pictureOf(world.tree)).toEqual(picture);
  if (number !== undefined) pictures.set(number, picture);
}

async function restoreOne(world: World, pictures: Map<number, Picture>, which: number): Promise<void> {
  const numbers = [...pictures.keys()];
  const number = numbers[which % Math.max(1, numbers.length)];
  if (number === undefined) return;
  const before = pictureOf(world.tree);
  const restored = await world.restore(number);
  pictures.set(restored.before, before);
  const now = pictureOf(world.tree);
  // What nobody took for work before stays in its place; nothing else may be there beside the checkpoint's files.
  const left = restored.left.filter((name) => !(name in before.files));
  const files = Object.fromEntries(Object.entries(now.files).filter(([name]) => !left.includes(name)));
  expect({ ...now, files }).toEqual(pictures.get(number));
}
