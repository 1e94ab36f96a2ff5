import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ok } from '../../core/result.ts';
import { evalOffice } from '../evals/office/eval-office.ts';
import { fakeAgentProgram } from '../harness/acp/testing/agent-program.ts';
import { cliWorld } from './testing/cli-world.ts';

// An agent that the person added in the settings is tried through the same layer as every other: a program that speaks the
// protocol, and does what the lines of its prompt say.

const scenario = (more = '') => `
id: says-tea
title: Says tea
behaviour: Says tea
fixture: { repos: [{ name: app }] }
prompt: "say I made tea.\\ncost 0.6"
expect:
  reply: { contains: tea }
${more}proof: { pass: p.json, fail: f.json, noop: n.json }
`;
const triggers = `
use: ["skill noting", "skill noting\\nsay Noted"]
leave: ["say Nothing to note", "skill noting\\nsay Too soon"]
`;

let world: Awaited<ReturnType<typeof cliWorld>>;
const at = (name: string) => join(world.box.root, 'kit', 'skills', 'noting', name);

beforeAll(async () => {
  world = await cliWorld();
  mkdirSync(world.home, { recursive: true });
  const command = { command: process.execPath, args: [await fakeAgentProgram()] };
  const added = { id: 'my-agent', title: 'Mine', ...command, mode: 'ask' };
  writeFileSync(join(world.home, 'settings.json'), JSON.stringify({ agents: [added] }));
  mkdirSync(at('evals'), { recursive: true });
  writeFileSync(
    at('SKILL.md'),
    '---\nname: noting\ndescription: How to note tea and other things.\n---\n\n- Note it.\n',
  );
}, 120_000);
afterAll(() => world.close());

async function run(...argv: readonly string[]) {
  const ran = await world.run([...argv, '--harness', 'my-agent', '--json']);
  const rows = ran.stdout.split('\n').filter((line) => line !== '');
  return { ...ran, rows: rows.map((line) => JSON.parse(line) as unknown) };
}

test('an agent that the person added is tried, and no trial begins when what it cost has passed the limit', async () => {
  writeFileSync(at('evals/tea.yaml'), scenario());
  const ran = await run('eval', 'run', at('evals/tea.yaml'), '--trials', '2', '--max-usd', '0.5');
  expect(ran.stderr).toContain('pass  says-tea (my-agent, first)');
  expect(ran.rows).toMatchObject([
    { now: { passed: 1, trials: 1 }, cut: 'it has cost $0.60' },
    { suite: { trials: 1, usd: 0.6, stopped: 'it has cost $0.60' } },
  ]);
}, 120_000);

test('the daily run ends in the middle when the money of the day is spent, says what it knows, and begins no other on that day', async () => {
  rmSync(at('evals/tea.yaml'), { force: true });
  mkdirSync(join(world.home, 'evals'), { recursive: true });
  for (const id of ['says-tea', 'says-milk'])
    writeFileSync(join(world.home, 'evals', `${id}.yaml`), scenario().replaceAll('says-tea', id));
  const { home: dataFolder } = world;
  const programs = join(world.programs, 'out', 'main');
  const office = evalOffice({
    ...{ shipped: join(dataFolder, 'none'), dataFolder, programs, repos: () => [], now: Date.now },
    newId: (prefix) => `${prefix}_1`,
  });
  const ended = new Promise<void>((resolve) => office.onEnded(resolve));
  const daily = { harness: 'my-agent', maxUsd: 0.5 };
  const both = await Promise.all([office.runDaily(daily), office.runDaily(daily)]);
  expect(both.filter((each) => each.ok).length, 'two at once would spend twice').toBe(1);
  expect(await office.runDaily(daily)).toEqual(ok(false));
  await ended;
  const { daily: standing, runs } = await office.page();
  const stopped = 'it has cost $0.60';
  expect(standing).toMatchObject({ last: { trials: 1, usd: 0.6, stopped }, nextAt: expect.any(Number) as unknown });
  expect(runs[0]).toMatchObject({ green: false, stopped });
  expect(await office.runDaily(daily), 'the day is over').toEqual(ok(false));
  rmSync(join(dataFolder, 'evals'), { recursive: true, force: true });
}, 120_000);

test('where a scenario wants a judge and the agent cannot be one, the trial does not count, and says why', async () => {
  writeFileSync(at('evals/tea.yaml'), scenario('  judge: { rubric: The tea is green }\n'));
  const ran = await run('eval', 'record', at('evals/tea.yaml'), '--out', at('none.json'));
  expect(ran).toMatchObject({
    code: 3,
    rows: [{ outcome: 'infra', reasons: [expect.stringContaining('my-agent cannot judge: its gate is not proven')] }],
  });
}, 120_000);

test('how often an agent takes a skill up is told for seen and held-out prompts, near misses apart', async () => {
  rmSync(at('evals/tea.yaml'), { force: true });
  writeFileSync(at('evals/triggers.yaml'), triggers);
  const ran = await run('skill', 'prove', at(''));
  expect(ran.rows.slice(1)).toMatchObject([
    { skill: 'noting', half: 'seen', use: { passed: 1, trials: 1 }, leave: { trials: 1 } },
    { skill: 'noting', half: 'held-out', use: { passed: 1, trials: 1 }, leave: { trials: 1 } },
  ]);
  const falsely = (ran.rows.slice(1) as { leave: { passed: number } }[]).map(({ leave }) => leave.passed);
  expect(falsely.reduce((sum, each) => sum + each, 0)).toBe(1);
}, 120_000);
