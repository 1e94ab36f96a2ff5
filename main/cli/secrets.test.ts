import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chance, put } from '../../core/secrets/testing/chance.ts';
import { bait } from '../../core/secrets/testing/bait.ts';
import { credentials, inPieces, tokens } from '../../core/secrets/testing/secrets.ts';
import { cliWorld } from './testing/cli-world.ts';

let world: Awaited<ReturnType<typeof cliWorld>>;
const { letters } = chance(77);
const head = put('gh', 'p_', letters(10));
const rest = letters(26);
const secret = head + rest;

beforeAll(async () => {
  world = await cliWorld();
  const { box } = world;
  const steps = [
    '  - run: printf "%s%s\\n" "${inputs.head}" "${inputs.rest}"',
    '  - write: { path: note.txt, content: "token is ${inputs.head}${inputs.rest}" }',
    '  - commit: Note ${inputs.head}${inputs.rest}',
  ];
  box.write('leak.yaml', ['title: Leak', 'inputs: { head: a, rest: b }', 'steps:', ...steps].join('\n'));
  box.commit('clone', { 'package.json': '{"scripts":{"test":"cat note.txt || true"}}' });
  box.git('clone', 'push', '-q', 'origin', 'HEAD:main');
  await world.ask('repo', 'add', box.clone);
}, 60_000);

afterAll(() => {
  world.close();
});

test('a secret in a call, its output, a file, a commit and a check reaches no store and no remote, and does not land', async () => {
  const { box, run, home } = world;
  const inputs = ['--input', `head=${head}`, '--input', `rest=${rest}`];
  const brief = ['--repos', 'clone', '--recipe', 'leak.yaml', '--goal', `Use ${secret}`];
  const ran = await run(['thread', 'new', ...brief, ...inputs, '--json']);
  expect(ran.stdout + ran.stderr).not.toContain(secret);
  // The gate asks before a token is written down or committed; this person lets it.
  for (let asks = 0; asks < 3; asks += 1) {
    const answered = await run(['ask', 'answer', '1', '--approve', '--json']);
    expect(answered.stdout + answered.stderr).not.toContain(secret);
    if (answered.code === 2) break;
  }
  const show = JSON.stringify(await world.ask('thread', 'show', '1'));
  expect(show).toContain('note.txt:1: github-token');
  // The agent did commit it: only in its own branch.
  expect(box.git('clone', 'log', '--all', '-p')).toContain(secret);
  const landed = await run(['thread', 'land', '1', '--json']);
  expect(landed.code).toBe(1);
  const stores = readdirSync(home).filter((name) => /\.sqlite|\.json$/.test(name));
  expect(stores.length).toBeGreaterThanOrEqual(2);
  for (const name of stores) expect(readFileSync(join(home, name)).includes(secret), name).toBe(false);
  const transcripts = stores.filter((name) => name.startsWith('transcripts'));
  const kept = transcripts.map((name) => readFileSync(join(home, name), 'latin1')).join('');
  expect(kept.match(/secret: github-token/g)?.length).toBeGreaterThanOrEqual(3);
  expect(box.git('remote.git', 'log', '--all', '-p')).not.toContain(secret);
}, 90_000);

test('texts are scanned without a factory, a line for a line', async () => {
  const secrets = [...tokens(5), ...credentials(5), ...inPieces(5)].map(({ text }) => ({ content: text }));
  const clean = bait(5).map(({ text, file }) => ({ content: text, file }));
  const rows = [...secrets, ...clean].map((row, id) => JSON.stringify({ id, ...row }));
  const ran = await world.run(['secrets', 'scan', '--json'], {
    input: `${rows.join('\n')}\n`,
    home: world.box.at('nowhere'),
  });
  expect(ran.code).toBe(0);
  const answers = ran.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { id: number; v: string });
  expect(answers.map(({ id }) => id)).toEqual(rows.map((_, id) => id));
  expect(answers.filter(({ v }) => v === 'secret')).toHaveLength(secrets.length);
  expect(world.box.exists('nowhere')).toBe(false);
});
