import { afterEach, expect, test } from 'vitest';
import { goal, message, recipeWorld } from './testing/recipe-world.ts';
import type { RecipeWorld } from './testing/recipe-world.ts';

let world: RecipeWorld;
afterEach(() => world.dispose());

const RENAME = `title: Rename
inputs: { from: makeSlug, to: slugify }
steps:
  - id: rename
    replace: { files: '**/*.js', pattern: '\\b\${inputs.from}\\b', with: '\${inputs.to}' }
  - json: { file: package.json, set: { version: 2.0.0 } }
    repos: lib
    when: exists('package.json')
  - run: grep -c slugify a.js > count.txt
    name: Count
  - commit: Rename \${inputs.from} in \${repo}
`;

test('a goal is carried out over all repos, each action asked for first', async () => {
  world = recipeWorld({
    lib: { 'a.js': 'export const makeSlug = 1;\n', 'package.json': '{\n  "version": "1.0.0"\n}\n' },
    web: { 'a.js': 'makeSlug(makeSlug);\n', 'b.js': 'makeSlugs();\n' },
  });
  const session = await world.start(RENAME);
  const end = await session.prompt(goal());
  expect(end.outcome, end.summary).toBe('completed');
  expect(world.read('web/a.js')).toBe('slugify(slugify);\n');
  expect(world.read('web/b.js')).toBe('makeSlugs();\n');
  expect(world.read('lib/package.json')).toBe('{\n  "version": "2.0.0"\n}\n');
  expect(world.git('web', 'log', '-1', '--format=%s').trim()).toBe('Rename makeSlug in web');
  expect(world.git('web', 'status', '--porcelain')).toBe('');
  expect(world.calls.map((call) => [call.id, call.tool])).toEqual([
    ['goal/rename/lib#a.js', 'edit'],
    ['goal/rename/web#a.js', 'edit'],
    ['goal/1/lib#package.json', 'edit'],
    ['goal/2/lib', 'shell'],
    ['goal/2/web', 'shell'],
    ['goal/3/lib', 'shell'],
    ['goal/3/web', 'shell'],
  ]);
  expect(world.calls[1]?.input).toMatchObject({ preview: '-makeSlug(makeSlug);\n+slugify(slugify);' });
  expect(world.calls[6]?.input).toEqual({ command: "git add -A && git commit -m 'Rename makeSlug in web'" });
  await session.end();
});

test('a denied action is not done, and its reason ends the turn', async () => {
  world = recipeWorld({ web: { 'a.js': 'makeSlug' } });
  world.permission = async (call) =>
    call.tool === 'edit' ? { kind: 'deny', message: 'outside-roots: not yours' } : { kind: 'allow' };
  const session = await world.start(RENAME.replace('repos: lib', 'repos: "lib*"'));
  const end = await session.prompt(goal());
  expect(end).toMatchObject({
    outcome: 'refused',
    summary: expect.stringContaining('outside-roots: not yours') as string,
  });
  expect(world.read('web/a.js')).toBe('makeSlug');
});

test('a failed step says why, and "try again" goes on from there under a new call id', async () => {
  world = recipeWorld({ web: { 'a.js': 'x' } });
  const session = await world.start(
    'title: T\nsteps:\n  - run: echo one >> log.txt\n  - run: cat missing.txt\n  - run: echo two >> log.txt',
  );
  const first = await session.prompt(goal());
  expect(first).toMatchObject({ outcome: 'failed', summary: expect.stringContaining('No such file') as string });
  await session.prompt(message('please create it', 'ins_m1'));
  world.git('web', 'config', '--local', 'core.excludesFile', '/dev/null');
  const { writeFileSync } = await import('node:fs');
  writeFileSync(`${world.workspace}/web/missing.txt`, 'here');
  const second = await session.prompt(message('try again', 'ins_m2'));
  expect(second.outcome, second.summary).toBe('completed');
  expect(world.read('web/log.txt')).toBe('one\ntwo\n');
  expect(world.calls.map((call) => call.id)).toEqual([
    'goal/0/web',
    'goal/1/web',
    'goal/1/web~2',
    'goal/1/web~3',
    'goal/2/web',
  ]);
});

test('answers decide which steps run', async () => {
  world = recipeWorld({ a: {}, b: {} });
  world.question = async () => 'both';
  const session = await world.start(`title: Ask
steps:
  - ask: { question: Where?, options: [one, both] }
    id: where
  - write: { path: note.txt, content: 'in \${repo}: \${answers.where}' }
    when: answers.where == 'both' or repo == 'a'
  - write: { path: never.txt, content: x }
    when: not answers.where == 'both'
`);
  const end = await session.prompt(goal());
  expect(end.outcome, end.summary).toBe('completed');
  expect(world.read('b/note.txt')).toBe('in b: both');
  expect(world.git('a', 'status', '--porcelain')).toBe('?? note.txt\n');
  expect(world.events.find((event) => event.type === 'question')).toEqual({
    type: 'question',
    id: 'goal/where',
    text: 'Where?',
    options: ['one', 'both'],
  });
});

test('a failed check is repaired by its handler, only where it failed', async () => {
  world = recipeWorld({ a: { 'x.txt': '1' }, b: { 'x.txt': '1' } });
  const session = await world.start(`title: H
steps: [{ run: 'true' }]
on:
  - check: 't*st'
    output: expected (\\d)
    steps:
      - write: { path: x.txt, content: '\${match.1}' }
      - commit: Repair
  - message: say (.*)
    steps: [{ run: 'echo \${match.1} > said.txt', repos: b }]
`);
  await session.prompt(goal());
  const failure = { id: message('x').id, kind: 'check-failure' as const, text: 'test failed' };
  const end = await session.prompt({
    ...failure,
    failures: [{ repo: 'b', check: 'test', output: 'was 1\nexpected 7' }],
  });
  expect(end.outcome, end.summary).toBe('completed');
  expect([world.read('a/x.txt'), world.read('b/x.txt')]).toEqual(['1', '7']);
  const said = await session.prompt(message("say it's; touch hacked", 'ins_say'));
  expect(said.outcome, said.summary).toBe('completed');
  expect(world.read('b/said.txt')).toBe("it's; touch hacked\n");
  const unknown = await session.prompt(message('sing', 'ins_sing'));
  expect(unknown).toMatchObject({
    outcome: 'failed',
    summary: expect.stringContaining('check t*st, message /say (.*)/') as string,
  });
});

test('cancelling ends the running command, and the session can go on', async () => {
  world = recipeWorld({ a: {} });
  const session = await world.start(
    "title: S\nsteps:\n  - run: 'echo started; sleep 60'\n    when: not exists('go')\n  - run: echo on > on.txt",
  );
  const turn = session.prompt(goal());
  await expect.poll(() => world.events.some((event) => event.type === 'tool-output')).toBe(true);
  const began = Date.now();
  session.cancelTurn();
  expect(await turn).toMatchObject({ outcome: 'interrupted' });
  expect(Date.now() - began).toBeLessThan(2500);
});

test('an unusable recipe is refused at the start with its line', async () => {
  world = recipeWorld({ a: {} });
  const failures = await Promise.all(
    ['title: x', 'title: x\nsteps: [{ run: a, repos: web }]', 'title: x\ninputs: { a: }\nsteps: [{ run: a }]'].map(
      (recipe) => world.start(recipe).then(String, (error: Error) => error.message),
    ),
  );
  expect(failures).toEqual([
    expect.stringContaining('recipe.yaml:1: steps: is missing'),
    expect.stringContaining('works on web, which the thread does not have'),
    expect.stringContaining('needs a value for a'),
  ]);
});

test('the command that the person put in the place of a step runs, once and instead of it', async () => {
  world = recipeWorld({ a: {} });
  world.permission = async () => ({ kind: 'allow', command: 'echo mine >> log.txt' });
  const session = await world.start('title: T\nsteps:\n  - run: echo its >> log.txt');
  expect((await session.prompt(goal())).outcome).toBe('completed');
  expect(world.read('a/log.txt')).toBe('mine\n');
});
