import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readlinkSync, statSync, symlinkSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { failureClass } from '../../../core/loop/decide/failure.ts';
import { WorkspaceConfig } from '../../../core/model/repo.ts';
import { value } from '../../git/testing/sandbox.ts';
import { aloneWhere } from '../../process/containment/alone.ts';
import { detectContainment } from '../../process/containment/detect.ts';
import { forkThrough } from '../../process/spawn.ts';
import { loseEnds } from '../../process/testing/unseen-end.ts';
import { thread, workspaceWorld } from '../testing/workspace-world.ts';
import { dropDatabase, setUpWorkspace } from './set-up.ts';

afterEach(() => {
  forkThrough();
  aloneWhere();
});

const containment = await detectContainment();
const contained = test.skipIf(containment.kind !== 'contained' || containment.by !== 'bubblewrap');

const ports = { first: 41_010, count: 10 };
let worlds = 0;

/** A prepared workspace over `api` and `web`; `run` sets `api` up. */
async function setUpWorld() {
  const world = workspaceWorld();
  const { worktrees } = value(await world.prepare());
  const [repo] = world.repos;
  const [worktree] = worktrees;
  if (!repo || !worktree) throw new Error('not prepared');
  const phases: string[] = [];
  const marker = `checks:setup${String(process.pid)}x${String((worlds += 1))}`;
  const run = (config: unknown, signal = new AbortController().signal) =>
    setUpWorkspace({
      ...{ thread, ports, marker, signal, scratch: world.place.scratch },
      worktrees: [{ repo, worktree, config: WorkspaceConfig.parse(config) }],
      onPhase: async (phase) => void phases.push(phase),
      onOutput: () => undefined,
    });
  const at = (path: string) => `${world.worktree('api').slice(world.box.root.length + 1)}/${path}`;
  return { ...world, run, phases, at, marker };
}

test('steps run in order in the worktree, each a phase, and know the thread’s ports and database', async () => {
  const { run, phases, at, box } = await setUpWorld();
  process.env['AWS_SECRET_ACCESS_KEY'] = 'never-shown';
  const steps = [
    { name: 'install', command: 'echo "$TEATREE_PORT_FIRST $TEATREE_PORT_COUNT $TEATREE_DATABASE" > out.txt' },
    { name: 'build', command: 'cat out.txt > copy.txt; echo "$AWS_SECRET_ACCESS_KEY" >> copy.txt' },
  ];
  value(await run({ setup: steps }));
  delete process.env['AWS_SECRET_ACCESS_KEY'];
  expect(box.read(at('copy.txt'))).toBe('41010 10 teatree_abc\n\n');
  expect(phases).toEqual(['Setting up api: install (1 of 2)', 'Setting up api: build (2 of 2)']);
});

test('a step that fails stops the set-up and reports how it ended and the last it said, without secrets', async () => {
  const { run, at, box } = await setUpWorld();
  const token = `ghp_${'Zk3vX9pQ7mLw2RtY8s'}${'Bn4HcJ6dFg1KaV5uEo'}`;
  const fails = { name: 'install', command: `echo almost; echo token ${token}; exit 3` };
  const failed = await run({ setup: [fails, { name: 'next', command: 'touch next.txt' }] });
  expect(failed).toMatchObject({ ok: false, error: { code: 'setup-failed', next: expect.any(String) as string } });
  const message = failed.ok ? '' : failed.error.message;
  expect(message).toMatch(/^api: The step install failed: exit 3 after [\d.]+ s\nalmost\n/);
  expect([message.includes(token), box.exists(at('next.txt'))]).toEqual([false, false]);
});

test('a step that was cut off with what had started it is the machine’s failure, not the repo’s: it is tried again', async () => {
  const { run, at, box } = await setUpWorld();
  const setup = [
    { name: 'install', command: 'echo one >> out.txt' },
    { name: 'build', command: 'echo two >> out.txt' },
  ];
  loseEnds(1, ({ file }) => file === '/bin/sh');
  const cut = await run({ setup });
  expect(cut).toMatchObject({ ok: false, error: { code: 'setup-failed' } });
  expect(failureClass(cut.ok ? '' : cut.error.message)).toBe('environment');
  expect(box.read(at('out.txt'))).toBe('one\n');
  value(await run({ setup }));
  expect(box.read(at('out.txt'))).toBe('one\none\ntwo\n');
});

test('a step that does not end in time is ended with all it started', async () => {
  const { run } = await setUpWorld();
  const failed = await run({ setup: [{ name: 'hang', command: 'sleep 60 & sleep 60', timeoutSeconds: 1 }] });
  expect(failed).toMatchObject({ error: { message: expect.stringContaining('no end within 1 s') as string } });
});

contained(
  'a daemon that a step leaves behind, with a session of its own and no environment, is gone with the step',
  async () => {
    const { run, at, box } = await setUpWorld();
    aloneWhere(() => Promise.resolve(true));
    const command = `(env -i setsid sh -c 'echo up > up; exec sleep 86398.${String(process.pid)}' </dev/null >/dev/null 2>&1 &); until test -f up; do sleep 0.01; done`;
    value(await run({ setup: [{ name: 'serve', command }] }));
    expect(box.read(at('up'))).toBe('up\n');
    expect(execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })).not.toContain(`86398.${String(process.pid)}`);
  },
);

test('what is ignored is copied from the clone with its links, whole, and only once', async () => {
  const { run, box, at, place, worktree } = await setUpWorld();
  box.write('clone/.git/info/exclude', 'node_modules/\n');
  box.write('clone/node_modules/pkg/index.js', 'one');
  symlinkSync('../pkg/index.js', box.at('clone/node_modules/link.js'));
  value(await run({ seed: ['node_modules', 'not-there'] }));
  expect([box.read(at('node_modules/pkg/index.js')), readlinkSync(worktree('api', 'node_modules/link.js'))]).toEqual([
    'one',
    '../pkg/index.js',
  ]);
  box.write(at('node_modules/pkg/index.js'), 'mine');
  value(await run({ seed: ['node_modules'] }));
  expect([box.read(at('node_modules/pkg/index.js')), box.read('clone/node_modules/pkg/index.js')]).toEqual([
    'mine',
    'one',
  ]);
  expect(statSync(worktree('api', 'node_modules/pkg/index.js')).ino).not.toBe(
    statSync(box.at('clone/node_modules/pkg/index.js')).ino,
  );
  expect(readdirSync(place.scratch)).toEqual([]);
});

test('what git does not ignore is not copied, and neither is anything outside the repo', async () => {
  const { run, box, at } = await setUpWorld();
  box.write('clone/notes.txt', 'mine');
  expect(await run({ seed: ['notes.txt'] })).toMatchObject({ ok: false, error: { code: 'seed-failed' } });
  expect(box.exists(at('notes.txt'))).toBe(false);
  for (const path of ['/etc', '../web', 'a/../../b', '.git', '.git/hooks', 'a\\..\\b', './x'])
    expect(WorkspaceConfig.safeParse({ seed: [path] }).success, path).toBe(false);
  expect(WorkspaceConfig.safeParse({ seed: ['a/.gitkeep', '.venv', 'x..y'] }).success).toBe(true);
});

test('a database is there when its check says so, is made once, and is dropped with a look that it is gone', async () => {
  const { run, box, worktree, marker } = await setUpWorld();
  const file = `${box.at('db')}-$TEATREE_DATABASE`;
  const database = { create: `echo made >> ${file}`, check: `test -f ${file}`, drop: `rm ${file}` };
  value(await run({ database }));
  value(await run({ database }));
  expect(box.read('db-teatree_abc')).toBe('made\n');
  expect(await run({ database: { ...database, create: 'true', check: 'false' } })).toMatchObject({
    error: { code: 'database-failed' },
  });
  const signal = new AbortController().signal;
  const drop = (changed = {}) =>
    dropDatabase({ ...{ thread, ports, marker, signal, cwd: worktree('api') }, database: { ...database, ...changed } });
  expect(await drop({ drop: 'true' })).toMatchObject({ ok: false, error: { code: 'database-failed' } });
  value(await drop());
  value(await drop());
  expect(existsSync(box.at('db-teatree_abc'))).toBe(false);
});
