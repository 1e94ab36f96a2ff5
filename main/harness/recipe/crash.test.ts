import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import type { Instruction } from '../../../core/model/instruction.ts';
import type { HarnessSession } from '../harness.ts';
import { goal, message, recipeWorld } from './testing/recipe-world.ts';
import type { RecipeWorld } from './testing/recipe-world.ts';

/** Nothing in it may happen twice: the pattern grows the text at each application. */
const RECIPE = `title: Grow
steps:
  - id: size
    ask: { question: How big?, options: [big, small] }
  - replace: { files: '**/*.txt', pattern: 'a', with: 'aa' }
  - json: { file: data.json, set: { 'list.\${answers.size}': 1 } }
  - commit: Grow once
  - foreach: ['one.md', 'two.md']
    when: not exists('\${item}')
    write: { path: '\${item}', content: "# \${item}\\n" }
  - run: sort -o sorted.lst data.json
  - patch: |
      --- a/0.txt
      +++ b/0.txt
      @@ -1 +1,2 @@
       aa
      +tail
      --- a/gone.bin
      +++ /dev/null
      @@ -1 +0,0 @@
      -gone
  - commit: Grow twice
on:
  - message: again
    steps:
      - replace: { files: '*.txt', pattern: 'a', with: 'ab' }
      - commit: Grow by message
`;

function newWorld(): RecipeWorld {
  const texts = Object.fromEntries(Array.from({ length: 12 }, (_, at) => [`${at}.txt`, 'a\n']));
  const files = { ...texts, 'data.json': '{\n  "list": {}\n}\n', 'gone.bin': 'gone\n' };
  return recipeWorld({ lib: files, web: files });
}

const INSTRUCTIONS: readonly Instruction[] = [goal(), message('again')];
const KILLS = 32;

test(`kill -9 at ${KILLS} random instants ends in the same tree as an undisturbed run`, async () => {
  const undisturbed = newWorld();
  await carryOut(undisturbed, () => undefined);
  const expected = undisturbed.snapshot();
  const events = undisturbed.events.length;
  await undisturbed.dispose();
  expect(expected).toContain('Grow by message\nGrow twice\nGrow once\nBegin\n');
  const random = seeded(20261122);
  let kills = 0;
  // Most of the time goes by waiting for the disk and for the killed to be gone.
  await Promise.all([1, 2, 3, 4].map(rounds));
  expect(kills).toBeGreaterThanOrEqual(KILLS);

  async function rounds(): Promise<void> {
    while (kills < KILLS) {
      const world = newWorld();
      await carryOut(
        world,
        () => ({ afterEvents: random() * events * 0.3, ms: random() * 20 }),
        () => void (kills += 1),
      );
      expect(world.snapshot(), `after kill ${kills}`).toBe(expected);
      const ids = world.calls.map((call) => call.id);
      expect(
        ids.filter((id) => id.includes('~')),
        'no action counts as failed',
      ).toEqual([]);
      await world.dispose();
    }
  }
}, 180_000);

/** So many events into a life of the agent, and some milliseconds more. */
type Instant = { readonly afterEvents: number; readonly ms: number };

type NextKill = () => Instant | undefined;

/** Starts and prompts until both turns are completed; the agent is killed once in each of its first lives. */
async function carryOut(world: RecipeWorld, nextKill: NextKill, onKill: () => void = () => undefined): Promise<void> {
  let session: HarnessSession | undefined;
  for (let life = 0; ; life += 1) {
    // Every other time as if the app had died before it noted the session.
    session = await world.start(RECIPE, { session: life % 2 === 0 ? undefined : session?.session });
    const killer = killAt(world, session, nextKill());
    const completed = await promptAll(session);
    killer.disarm();
    await session.kill();
    if (completed) return;
    onKill();
  }
}

/** False when the agent died. */
async function promptAll(session: HarnessSession): Promise<boolean> {
  for (const instruction of INSTRUCTIONS) {
    const end = await session.prompt(instruction).catch(() => 'died' as const);
    if (end === 'died') return false;
    expect(end.outcome, end.summary).toBe('completed');
  }
  return true;
}

function killAt(world: RecipeWorld, session: HarnessSession, instant: Instant | undefined): { disarm(): void } {
  if (instant === undefined) return { disarm: () => undefined };
  const from = world.events.length;
  let delay: NodeJS.Timeout | undefined;
  const watch = setInterval(() => {
    if (world.events.length - from < instant.afterEvents) return;
    clearInterval(watch);
    delay = setTimeout(() => process.kill(session.process.pid, 'SIGKILL'), instant.ms);
  }, 1);
  return {
    disarm: () => {
      clearInterval(watch);
      clearTimeout(delay);
    },
  };
}

test('a file that somebody else changed in mid-edit is left alone', async () => {
  const world = newWorld();
  const session = await world.start('title: T\nsteps:\n  - replace: { files: "*.txt", pattern: a, with: aa }');
  let asked = 0;
  world.permission = async () => {
    asked += 1;
    if (asked === 24) writeFileSync(join(world.workspace, 'lib/3.txt'), 'mine\n');
    return { kind: 'allow' };
  };
  asked = 12;
  const end = await session.prompt(goal());
  expect(end).toMatchObject({
    outcome: 'failed',
    summary: expect.stringContaining('3.txt changed while the edit waited') as string,
  });
  expect([world.read('lib/3.txt'), world.read('lib/0.txt')]).toEqual(['mine\n', 'a\n']);
  const again = await session.prompt(message('go on'));
  expect(again.outcome, again.summary).toBe('completed');
  expect([world.read('lib/3.txt'), world.read('lib/0.txt')]).toEqual(['mine\n', 'aa\n']);
  await world.dispose();
});

/** Ends the agent, rewrites what it remembers, and starts it again: a crash at an exact place. */
async function crashWith(
  world: RecipeWorld,
  recipe: string,
  actions: Record<string, unknown>,
): Promise<HarnessSession> {
  const session = await world.start(recipe);
  await session.end();
  const file = join(world.workspace, '../state', session.session, 'session.json');
  const state = JSON.parse(readFileSync(file, 'utf8')) as object;
  writeFileSync(file, JSON.stringify({ ...state, actions }));
  const contents = join(dirname(file), 'contents', `${hash('goal/0/lib').slice(0, 16)}.json`);
  writeFileSync(contents, JSON.stringify({ [hash('aa\n')]: 'aa\n' }));
  return world.start(recipe, { session: session.session });
}

const hash = (text: string) => createHash('sha256').update(text).digest('hex');

function halfApplied(world: RecipeWorld) {
  const files = ['0.txt', '1.txt'].map((name) => ({
    path: join(world.workspace, 'lib', name),
    ...{ before: hash('a\n'), after: hash('aa\n'), mode: 0o644 },
  }));
  return { 'goal/0/lib': { state: 'applying', attempt: 1, files } };
}

const GROW_LIB = "title: T\nsteps:\n  - replace: { files: '[01].txt', pattern: a, with: aa }\n    repos: lib";

test('a half-applied edit is finished: what was written is not written again', async () => {
  const world = newWorld();
  writeFileSync(join(world.workspace, 'lib/0.txt'), 'aa\n');
  const session = await crashWith(world, GROW_LIB, halfApplied(world));
  const end = await session.prompt(goal());
  expect(end.outcome, end.summary).toBe('completed');
  expect([world.read('lib/0.txt'), world.read('lib/1.txt')]).toEqual(['aa\n', 'aa\n']);
  expect(world.calls.map((call) => call.id)).toEqual(['goal/0/lib#1.txt']);
  await world.dispose();
});

test('a half-applied edit never overwrites what somebody else wrote since', async () => {
  const world = newWorld();
  writeFileSync(join(world.workspace, 'lib/0.txt'), 'mine\n');
  const session = await crashWith(world, GROW_LIB, halfApplied(world));
  expect(await session.prompt(goal())).toMatchObject({
    outcome: 'failed',
    summary: expect.stringContaining('left alone') as string,
  });
  expect([world.read('lib/0.txt'), world.read('lib/1.txt')]).toEqual(['mine\n', 'a\n']);
  writeFileSync(join(world.workspace, 'lib/0.txt'), 'a\n');
  expect(await session.prompt(message('go on'))).toMatchObject({ outcome: 'completed' });
  expect([world.read('lib/0.txt'), world.read('lib/1.txt')]).toEqual(['aa\n', 'aa\n']);
  await world.dispose();
});

test('a commit that was made before the crash is not made again, and its stale lock is cleared', async () => {
  const world = newWorld();
  const head = world.git('lib', 'rev-parse', 'HEAD').trim();
  const actions = { 'goal/0/lib': { state: 'committing', attempt: 1, head, at: Date.now() } };
  writeFileSync(join(world.workspace, 'lib/0.txt'), 'new\n');
  world.git('lib', 'commit', '--quiet', '-am', 'Once');
  writeFileSync(join(world.workspace, 'lib/1.txt'), 'left\n');
  writeFileSync(join(world.workspace, 'lib/.git/index.lock'), '');
  const session = await crashWith(world, 'title: T\nsteps:\n  - commit: Once\n    repos: lib', actions);
  const end = await session.prompt(goal());
  expect(end.outcome, end.summary).toBe('completed');
  expect(world.git('lib', 'log', '--format=%s')).toBe('Once\nBegin\n');
  expect(world.git('lib', 'status', '--porcelain')).toBe(' M 1.txt\n');
  world.git('lib', 'add', '-A');
  await world.dispose();
});

/** mulberry32 */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
