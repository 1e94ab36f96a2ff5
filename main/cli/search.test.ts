import { afterAll, beforeAll, expect, test } from 'vitest';
import { cliWorld } from './testing/cli-world.ts';

let world: Awaited<ReturnType<typeof cliWorld>>;

beforeAll(async () => {
  world = await cliWorld();
}, 120_000);

afterAll(() => {
  world.close();
});

test('what was recorded is found by the beginnings of its words; the exit code says when nothing was', async () => {
  const { box } = world;
  await world.ask('repo', 'add', box.clone);
  box.write('r.yaml', 'title: Note\nsteps:\n  - write: { path: n.txt, content: x }\n  - commit: Note\n');
  const goal = 'Write prices in euros';
  await world.ask('thread', 'new', '--repos', 'clone', '--recipe', box.at('r.yaml'), '--goal', goal, '--no-wait');
  const found = await world.run(['search', 'eur', 'pri']);
  expect([found.code, found.stderr]).toEqual([0, '']);
  expect(found.stdout).toContain('#1 goal: Write prices in euros\n');
  expect(await world.run(['search', 'dollars'])).toMatchObject({ code: 1, stdout: '\n' });
}, 120_000);
