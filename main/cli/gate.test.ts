import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RuleReport } from '../../core/model/gate.ts';
import { cliWorld, journalOf } from './testing/cli-world.ts';

let world: Awaited<ReturnType<typeof cliWorld>>;

beforeAll(async () => {
  world = await cliWorld();
  const { box, ask } = world;
  const steps = ['  - run: git reset --hard', '  - write: { path: note.txt, content: x }', '  - commit: Note'];
  box.write('note.yaml', ['title: Note', 'steps:', ...steps].join('\n'));
  box.commit('clone', { 'a.txt': 'a' });
  box.git('clone', 'push', '-q', 'origin', 'HEAD:main');
  await ask('repo', 'add', box.clone);
}, 120_000);

afterAll(() => {
  world.close();
});

const create = (...more: string[]) =>
  ['thread', 'new', '--repos', 'clone', '--recipe', 'note.yaml', '--goal', 'Write it down', ...more] as const;
const policyFile = () => readFileSync(join(world.home, 'policy.yaml'), 'utf8');

async function ruleOf(id: string): Promise<RuleReport | undefined> {
  const { stdout } = await world.run(['gate', 'report', '--json']);
  return (JSON.parse(stdout) as RuleReport[]).find((line) => line.id === id);
}

test('two threads ask the same, and one answer for good lets both go on and writes the rule that was shown', async () => {
  const { ask, home } = world;
  await ask(...create());
  await ask(...create());
  expect(await ask('ask', 'list')).toMatchObject([{ subject: { rule: 'GIT3' } }, { subject: { rule: 'GIT3' } }]);
  const preview = (await ask('ask', 'answer', '1', '--approve', '--scope', 'always', '--preview')) as { yaml: string };
  expect(preview).toMatchObject({
    offered: true,
    rules: ['allow-git-reset'],
    yaml: expect.stringContaining('verb: reset') as string,
    backTest: { changed: 2, samples: [{ before: 'ask', after: 'allow' }, {}] },
  });
  expect(journalOf(home).join('\n')).not.toContain('gate.rules-added');
  await ask('ask', 'answer', '1', '--approve', '--scope', 'always', '--group');
  expect(await ask('ask', 'list')).toEqual([]);
  expect(policyFile().replace(/^ +/gm, '')).toContain(preview.yaml.replace(/^ +/gm, ''));
  expect(journalOf(home).filter((row) => row.includes('gate.rules-added'))).toHaveLength(1);
  const board = (await ask('board')) as { 'in-review': { number: number }[] };
  // Whichever is there first stands first.
  expect(board['in-review'].map(({ number }) => number).sort()).toEqual([1, 2]);
}, 120_000);

test('the next thread is not asked any more, until the rule is taken out again', async () => {
  const { ask } = world;
  expect(await ask(...create())).toMatchObject({ number: 3, standing: { word: 'in review' } });
  await ask('gate', 'remove', 'allow-git-reset');
  expect(policyFile()).not.toContain('allow-git-reset');
  expect(await ask(...create())).toMatchObject({ number: 4, standing: { word: 'waiting for approval' } });
}, 120_000);

test('an open question is there after a restart, and its answer still counts', async () => {
  const { ask } = world;
  const factory = await world.serve();
  expect(await ask('ask', 'list')).toMatchObject([{ number: 4, state: { kind: 'open' } }]);
  const answered = await ask('ask', 'answer', '4', '--approve', '--wait');
  expect(answered).toMatchObject({ standing: { word: 'in review' } });
  factory.kill('SIGTERM');
  await new Promise((resolve) => factory.once('close', resolve));
}, 120_000);

test('what is paused is let through, counted and on record, and asks again once resumed', async () => {
  const { ask, run } = world;
  await ask('gate', 'pause', '--rule', 'GIT3', '--minutes', '30');
  expect(await ask(...create())).toMatchObject({ number: 5, standing: { word: 'in review' } });
  expect(await ruleOf('GIT3')).toMatchObject({ paused: true, would: 1, examples: { failed: [] } });
  expect((await run(['doctor'])).stdout).toContain('The gate is paused for rule GIT3 until ');
  await ask('gate', 'resume', '--rule', 'GIT3');
  expect(await ruleOf('GIT3')).toMatchObject({ paused: false });
  expect((await run(['gate', 'resume', '--all'])).stderr).toContain('not paused');
  expect((await run(['gate', 'pause', '--rule', 'CANARY'])).stderr).toContain('never paused');
  expect((await run(['gate', 'pause', '--rule', 'NOPE'])).stderr).toContain('There is no rule NOPE');
  expect((await run(['gate', 'pause'])).code).toBe(2);
}, 120_000);

test('a policy file with a mistake is told with its line, by check, by rules and by the doctor', async () => {
  const { ask, run, home } = world;
  writeFileSync(join(home, 'policy.yaml'), 'set:\n  - { rule: PK1, verdict: alow }\n');
  const line = /policy\.yaml:2: set\[0\]\.verdict: must be one of allow, deny, ask/;
  const checked = await run(['gate', 'check']);
  expect([checked.code, checked.stderr]).toEqual([1, expect.stringMatching(line)]);
  expect((await run(['gate', 'rules'])).stderr).toMatch(line);
  expect((await run(['doctor'])).stdout).toMatch(line);
  writeFileSync(join(home, 'policy.yaml'), 'set:\n  - { rule: PK1, verdict: allow }\n');
  expect((await run(['gate', 'check'])).code).toBe(0);
  expect((await run(['gate', 'explain', 'npm install x'])).stdout).toMatch(
    /^allow PK1[^]*decided by PK1 .* of the user layer/,
  );
  expect(await ask('gate', 'rules')).toMatchObject({ problems: [] });
});
