import { afterAll, beforeAll, expect, test } from 'vitest';
import { cliWorld } from './testing/cli-world.ts';

let world: Awaited<ReturnType<typeof cliWorld>>;

beforeAll(async () => {
  world = await cliWorld();
  const { box } = world;
  const finding = '{\\"repo\\":\\"clone\\",\\"path\\":\\"note.txt\\",\\"line\\":1,\\"title\\":\\"Too short\\"}';
  box.write('note.yaml', 'title: Note\nsteps:\n  - write: { path: note.txt, content: "one" }\n  - commit: Note\n');
  box.write('look.yaml', `title: Look\nsteps:\n  - run: "echo '${finding}' > $TMPDIR/findings.jsonl"\n`);
  box.commit('clone', { 'AGENTS.md': 'Use tabs.' });
  box.git('clone', 'push', '-q', 'origin', 'HEAD:main');
  await world.ask('repo', 'add', box.clone);
}, 60_000);

afterAll(() => {
  world.close();
});

test('a brief is shown before the first run; a review by name ends with 1 when it found something; a switch is refused where nothing changes', async () => {
  const { ask, run } = world;
  const goal = ['--repos', 'clone', '--recipe', 'note.yaml', '--goal', 'Write a note'];
  await ask('thread', 'new', ...goal, '--no-wait');
  expect(await ask('thread', 'brief', '1')).toMatchObject({
    text: expect.stringMatching(/^# How you work here[^]*> Use tabs\.[^]*Write a note/) as string,
    hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    ...{ given: [], read: false },
  });
  expect(await run(['thread', 'review', '1', '--harness', 'recipe', '--recipe', 'look.yaml'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('No repo has a commit to review yet') as string,
  });
  await ask('thread', 'message', '1', 'Go on');
  const reviewed = await run(['thread', 'review', '1', '--harness', 'recipe', '--recipe', 'look.yaml', '--json']);
  expect(reviewed.stderr).toContain('made these commits; it reviews in a session of its own');
  expect(reviewed.code).toBe(1);
  expect(JSON.parse(reviewed.stdout)).toMatchObject({
    review: { apart: 'session', report: { findings: 1 } },
    comments: [{ path: 'note.txt', line: 1, title: 'Too short', author: { kind: 'run' } }],
  });
  expect(await run(['thread', 'switch', '1', '--harness', 'recipe', '--recipe', 'note.yaml', '--json'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('is with recipe already') as string,
  });
  const none = await run(['thread', 'review', '1', '--harness', 'nobody', '--json']);
  expect(none.stderr).toContain('There is no harness nobody');
});
