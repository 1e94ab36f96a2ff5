import { existsSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { RepoConfig } from '../../../core/model/repo.ts';
import { ok } from '../../../core/result.ts';
import { value } from '../../git/testing/sandbox.ts';
import { removalWorld } from '../../workspace/removal/testing/removal-world.ts';
import { workspaceYard } from '../../workspace/removal/yard.ts';
import { dropDatabases } from './drop-databases.ts';

const day = 86_400_000;

test('a thread’s database lives as long as its workspace can come back, and holds the trash until it is gone', async () => {
  const world = await removalWorld();
  const { box, ground, shelf, state, record, thread, drop, later } = world;
  const file = box.at('db');
  const drops = { works: false };
  const readConfig = async () =>
    ok(
      RepoConfig.parse({
        workspace: {
          database: { create: 'true', check: `test -f ${file}`, drop: drops.works ? `rm ${file}` : 'true' },
        },
      }),
    );
  const yard = workspaceYard({
    ...{ ...ground, save: shelf.save, threads: () => state.threads.values() },
    report: (event) => Promise.resolve(ok(record(event))),
    letGo: (workspace) => dropDatabases({ repo: ground.repo, readConfig }, workspace),
  });
  box.write('db', 'rows');
  drop();
  value(await yard.remove(thread(), true));
  later(6 * day);
  drops.works = true;
  await yard.clearAway();
  expect(existsSync(file)).toBe(true);
  later(2 * day);
  drops.works = false;
  await yard.clearAway();
  expect(readdirSync(box.at('data/trash'))).toHaveLength(1);
  drops.works = true;
  await yard.clearAway();
  expect([existsSync(file), readdirSync(box.at('data/trash'))]).toEqual([false, []]);
});
