import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../store/sqlite.ts';
import { cliWorld, journalOf } from './testing/cli-world.ts';
import type { Ran, RunOptions } from './testing/cli-world.ts';

let world: Awaited<ReturnType<typeof cliWorld>>;

const question = `title: Ask first
steps:
  - ask: { question: Which way?, options: [left, right] }
    id: way
  - write: { path: note.txt, content: "\${answers.way}" }
  - commit: Note
`;

beforeAll(async () => {
  world = await cliWorld();
  const { box } = world;
  box.write('ask.yaml', question);
  await world.ask('repo', 'add', box.clone);
  await world.ask('thread', 'new', '--repos', 'clone', '--recipe', box.at('ask.yaml'), '--goal', 'Add a note');
}, 60_000);

afterAll(() => {
  world.close();
});

/** One message that names the thing, a remedy, the exit code, nothing on stdout, and a journal as it was. */
async function refused(
  argv: readonly string[],
  expected: { code: number; says: readonly string[] } & RunOptions,
): Promise<Ran> {
  const home = expected.home ?? world.home;
  const before = journalOf(home);
  const ran = await world.run(argv, expected);
  expect
    .soft(
      ran.stderr.split('\n').filter((line) => line.startsWith('teatree: ')),
      ran.stderr,
    )
    .toHaveLength(1);
  expect.soft(ran.stderr).not.toMatch(/\n\s+at .*\d+:\d+/);
  for (const words of expected.says) expect.soft(ran.stderr).toContain(words);
  expect.soft(ran.stdout).toBe('');
  expect.soft(ran.code, ran.stderr).toBe(expected.code);
  expect.soft(journalOf(home)).toEqual(before);
  return ran;
}

const cannotBeAdded: readonly (readonly [what: string, folder: string, make: () => unknown, says: string])[] = [
  ['a path that is missing', 'nowhere', () => undefined, 'does not exist'],
  ['a file', 'clone/a.txt', () => undefined, 'is not a folder'],
  ['a folder that is no repository', 'plain', () => mkdirSync(world.box.at('plain')), 'not a git repository'],
  ['a bare repository', 'remote.git', () => undefined, 'bare repository'],
  ['a repository with no commits', 'empty', () => world.box.git('.', 'init', '-q', 'empty'), 'has no commits yet'],
  [
    'a repository with no remote',
    'lonely',
    () => [world.box.git('.', 'init', '-q', 'lonely'), world.box.commit('lonely', { a: '' })],
    'has no remote called origin',
  ],
  [
    'a linked worktree',
    'linked',
    () => world.box.git('clone', 'worktree', 'add', '-q', '-b', 'side', world.box.at('linked')),
    'is a linked worktree',
  ],
  ['a clone that is registered', 'clone', () => undefined, 'is already registered as clone'],
  [
    'the same remote under another path',
    'twin',
    () => world.box.git('.', 'clone', '-q', world.box.remote, 'twin'),
    'has the same remote as clone',
  ],
];

test.each(cannotBeAdded)('%s cannot be added', async (...[, folder, make, says]) => {
  make();
  await refused(['repo', 'add', folder], { code: 2, says: [world.box.at(folder), says, '\n  '] });
});

test('a path that may not be read cannot be added', async () => {
  const home = world.folderOfNobody('home-of-nobody', 0o700);
  mkdirSync(world.box.at('closed'));
  chmodSync(world.box.at('closed'), 0);
  await refused(['repo', 'add', world.box.at('closed')], {
    ...{ home, unprivileged: true, code: 2 },
    says: [`${world.box.at('closed')} may not be read`, 'chmod'],
  });
});

/** A second remote with a clone, for what is accepted. */
function freshClone(name: string, files: Readonly<Record<string, string>> = { a: '' }): string {
  const { box } = world;
  box.git('.', 'init', '-q', '--bare', `${name}.git`);
  box.git('.', 'clone', '-q', box.at(`${name}.git`), name);
  box.commit(name, files);
  box.git(name, 'push', '-q', 'origin', 'HEAD:main');
  return box.at(name);
}

test.each([
  ['a dirty clone', 'dirty', (name: string) => world.box.write(`${name}/new.txt`, ''), 'has uncommitted changes'],
  [
    'a detached HEAD',
    'detached',
    (name: string) => world.box.git(name, 'checkout', '-q', '--detach'),
    'has a detached HEAD',
  ],
])('%s is accepted with a note, and stays as it is', async (...[, name, disturb, note]) => {
  const path = freshClone(name);
  disturb(name);
  const before = world.box.git(name, 'status', '--porcelain', '--branch');
  const ran = await world.run(['repo', 'add', path, '--json']);
  expect(ran).toMatchObject({ code: 0, stderr: expect.stringContaining(`note: ${path} ${note}`) as string });
  expect(JSON.parse(ran.stdout)).toMatchObject({ name, path, defaultBranch: 'main' });
  expect(world.box.git(name, 'status', '--porcelain', '--branch')).toBe(before);
});

test('a malformed .teatree.yaml is named with its line', async () => {
  freshClone('odd', { '.teatree.yaml': 'setup: npm ci\nchecks:\n  - name: test\n    comand: npm test\n' });
  await refused(['repo', 'add', 'odd'], {
    code: 2,
    says: ['odd/.teatree.yaml:3: checks[0].command: is missing', 'Correct'],
  });
});

const create = (...argv: string[]) => ['thread', 'new', '--goal', 'Do it', '--repos', 'clone', ...argv];

test.each([
  ['malformed YAML', 'title: x\nsteps:\n  - run: a\n on: []\n', 'bad.yaml:4: not valid YAML'],
  [
    'a wrong value',
    'title: x\nsteps:\n  - run: a\n  - write: { path: ../out, content: x }\n',
    'bad.yaml:4: steps[1].write.path',
  ],
  ['an unknown key', 'title: x\nsteps:\n  - rum: make\n', 'Did you mean run?'],
])('a recipe with %s is refused with its line, before a thread is recorded', async (...[, text, says]) => {
  world.box.write('bad.yaml', text);
  await refused(create('--recipe', 'bad.yaml'), { code: 2, says: [says] });
  const validated = await world.run(['recipe', 'validate', 'bad.yaml']);
  expect(validated).toMatchObject({ code: 1, stderr: expect.stringContaining(says) as string });
});

test.each([
  ['a command that does not exist', ['thread', 'nwe'], ['There is no command "thread nwe"', 'teatree thread new']],
  ['an option that does not exist', ['thread', 'list', '--al'], ['has no option --al', 'Did you mean --all?']],
  ['an option with no value', create('--recipe'), ['--recipe needs a value']],
  ['a required option that is missing', ['thread', 'new', '--repos', 'clone'], ['--goal TEXT is missing']],
  ['an argument too many', ['board', 'now'], ['"now" is one argument too many']],
  ['a thread that does not exist', ['thread', 'show', '99'], ['There is no thread 99', 'teatree thread list']],
  [
    'a repo that does not exist',
    ['thread', 'new', '--goal', 'x', '--repos', 'clonne'],
    ['There is no repo clonne', 'Did you mean clone?'],
  ],
  ['the same repo twice', create('--recipe', 'ask.yaml', '--repos=clone'), ['--repos is given twice']],
  [
    'a goal that says nothing',
    ['thread', 'new', '--goal', '  ', '--repos', 'clone'],
    ['goal: say what should be done'],
  ],
  [
    'a recipe that does not exist',
    create('--recipe', 'rename-exprt'),
    ['There is no recipe "rename-exprt"', 'rename-export'],
  ],
  ['a recipe file that is missing', create('--recipe', 'none.yaml'), ['none.yaml does not exist']],
  ['an input the recipe does not take', create('--recipe', 'ask.yaml', '--input', 'a=b'), ['takes no input a']],
  ['an input that is no pair', create('--recipe', 'ask.yaml', '--input', 'a'), ['--input a is not KEY=VALUE']],
  ['no recipe at all', create(), ['needs a recipe', 'teatree recipe list']],
  [
    'a harness that does not exist',
    create('--harness', 'recip'),
    ['There is no harness recip', 'Did you mean recipe?'],
  ],
  [
    'an ask that does not exist',
    ['ask', 'answer', 'ask_none', '--approve'],
    ['There is no ask ask_none', 'teatree ask list'],
  ],
  ['two answers at once', ['ask', 'answer', '1', '--approve', '--reject', 'no'], ['Give one of --approve']],
  ['an answer of the wrong kind', ['ask', 'answer', '1', '--approve'], ['A question is answered by a choice']],
  [
    'a setting that does not exist',
    ['settings', 'set', 'wipLimt', '3'],
    ['There is no setting wipLimt', 'Did you mean wipLimit?'],
  ],
  ['a setting out of range', ['settings', 'set', 'wipLimit', '99'], ['wipLimit cannot be 99']],
])('%s is bad input', async (...[, argv, says]) => {
  await refused(argv, { code: 2, says: [...says, '\n  '] });
});

test('an answer for an earlier generation changes nothing', async () => {
  await refused(['ask', 'answer', '1', '--choose', 'left', '--generation', '0'], {
    code: 1,
    says: ['The agent asked again meanwhile', 'Look at the ask again'],
  });
});

test('a thread that waits for an answer does not land, and its remote stays as it is', async () => {
  await refused(['thread', 'land', '1'], { code: 1, says: ['The thread waits for an answer first', 'Answer ask_'] });
  expect(world.box.git('remote.git', 'log', '--format=%s', 'main')).toBe('first');
});

test('nothing can be followed where nothing runs', async () => {
  await refused(['journal', 'tail', '--follow'], { code: 3, says: ['No Teatree is running', 'teatree serve'] });
});

test('a refusal in JSON is one object on stdout', async () => {
  const ran = await world.run(['thread', 'show', '99', '--json']);
  expect(JSON.parse(ran.stdout)).toMatchObject({
    error: { code: 'thread-not-found', message: 'There is no thread 99' },
  });
  expect(ran.code).toBe(2);
});

test('a second factory on the same folder is refused and names the first', async () => {
  const first = await world.serve();
  const ran = await world.run(['serve']);
  expect(ran).toMatchObject({ code: 3, stdout: '' });
  expect(ran.stderr).toContain(`already running on ${world.home} (process ${String(first.pid)}, without a window)`);
  const ended = new Promise((resolve) => first.once('close', resolve));
  first.kill('SIGTERM');
  expect(await ended).toBe(0);
});

test('a factory that was killed leaves nothing in the way', async () => {
  const first = await world.serve();
  const ended = new Promise((resolve) => first.once('close', resolve));
  first.kill('SIGKILL');
  await ended;
  expect(await world.ask('thread', 'list')).toMatchObject([{ number: 1, standing: { column: 'needs-you' } }]);
});

test('a settings file that is damaged is kept aside, said once, and the defaults are used', async () => {
  const file = join(world.home, 'settings.json');
  writeFileSync(file, '{"wipLimit": 7,');
  const before = journalOf(world.home);
  const first = await world.run(['settings', 'get', 'wipLimit']);
  expect(first).toMatchObject({ code: 0, stdout: '3\n' });
  const kept = readdirSync(world.home).filter((name) => name.startsWith('settings.corrupt-'));
  expect(kept).toHaveLength(1);
  expect(first.stderr).toContain(kept[0]);
  expect(readFileSync(join(world.home, kept[0] ?? ''), 'utf8')).toBe('{"wipLimit": 7,');
  expect(await world.run(['settings', 'get', 'wipLimit'])).toMatchObject({ code: 0, stderr: '' });
  expect(journalOf(world.home)).toEqual(before);
});

test('a journal of a newer version is not opened and not changed', async () => {
  const home = world.box.at('newer');
  expect((await world.run(['repo', 'list'], { home })).code).toBe(0);
  const database = openDatabase(join(home, 'journal.sqlite'));
  database.exec('PRAGMA user_version = 99');
  database.close();
  const bytes = readFileSync(join(home, 'journal.sqlite'));
  await refused(['repo', 'list'], { home, code: 3, says: ['written by a newer Teatree (schema 99', 'TEATREE_HOME'] });
  expect(readFileSync(join(home, 'journal.sqlite')).equals(bytes)).toBe(true);
});

test('a data folder that is a file is refused', async () => {
  world.box.write('a-file', '');
  await refused(['board'], {
    home: world.box.at('a-file'),
    code: 3,
    says: [`${world.box.at('a-file')} is a file`, 'TEATREE_HOME'],
  });
});

test('a data folder that may not be written is refused', async () => {
  const home = world.folderOfNobody('read-only', 0o500);
  await refused(['board'], {
    home,
    unprivileged: true,
    code: 3,
    says: [`${home} may not be written by you`, 'TEATREE_HOME'],
  });
});
