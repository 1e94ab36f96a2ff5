import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { plainRule } from '../../core/evals/replay/script.ts';
import { findScenarios } from '../evals/find-scenarios.ts';
import { readTriggers } from '../evals/suite/triggers.ts';
import { skillsIn } from '../skills/skills-in.ts';
import { rowsOf, runAlone } from './testing/run-alone.ts';

const shipped = resolve(import.meta.dirname, '..', '..', 'skills');
let folder = '';
const evals = () => join(folder, 'changing-several-repos', 'evals');

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'teatree-evals-'));
  cpSync(shipped, folder, { recursive: true });
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function run(...argv: readonly string[]) {
  const { code, out, err } = await runAlone(['eval', ...argv, '--json']);
  return { code, rows: rowsOf(out), err };
}

test('every shipped scenario is proved: its pass passes, its failure fails and doing nothing fails', async () => {
  const { code, rows } = await run('prove', shipped);
  expect(code).toBe(0);
  expect(rows.length).toBeGreaterThanOrEqual(72);
  expect(rows).toEqual(rows.map(() => expect.objectContaining({ proved: true }) as unknown));
});

test('every shipped scenario tests a rule that its skill says word for word, so that a line less turns it red', async () => {
  const found = await findScenarios(shipped);
  const scenarios = found.ok ? found.value : [];
  expect(scenarios.length).toBeGreaterThanOrEqual(24);
  for (const { file, read } of scenarios) {
    if (!read.ok) throw new Error(file);
    const skill = readFileSync(join(shipped, read.value.skills[0] ?? '', 'SKILL.md'), 'utf8');
    expect(plainRule(skill), file).toContain(plainRule(read.value.behaviour));
  }
});

test('every shipped skill has prompts that want it and near misses, in both halves', async () => {
  for (const { name, folder: at } of await skillsIn(shipped)) {
    const read = await readTriggers(at);
    expect(read, name).toMatchObject({ ok: true });
    const all = (read.ok && read.value) || { use: [], leave: [] };
    expect(Math.min(all.use.length, all.leave.length), name).toBeGreaterThanOrEqual(4);
  }
});

test('scenarios are found beside the skills; one that does not load is told with its line', async () => {
  const file = join(evals(), 'one-commit-per-repo.yaml');
  const [listed] = (await run('list', join(folder, 'changing-several-repos'))).rows;
  expect(listed).toMatchObject([{ id: 'one-commit-per-repo', policy: 'safety' }, { id: 'searches-every-repo' }]);
  writeFileSync(file, readFileSync(file, 'utf8').replace('verb: commit', 'verbb: commit'));
  const broken = await run('list', folder);
  expect(broken.code).toBe(1);
  expect(JSON.stringify(broken.rows)).toMatch(
    /one-commit-per-repo\.yaml:\d+: .*verbb: unknown key; Did you mean verb\?/,
  );
  expect((await run('prove', file)).code).toBe(2);
  cpSync(join(shipped, 'changing-several-repos', 'evals'), evals(), { recursive: true });
});

test('where nothing is, and where nothing counts, nothing was executed', async () => {
  expect((await run('prove', mkdtempSync(join(folder, 'empty-')))).code).toBe(3);
  const noop = join(evals(), 'searches-every-repo', 'noop.json');
  const infra = join(folder, 'infra.json');
  writeFileSync(infra, JSON.stringify({ ...(JSON.parse(readFileSync(noop, 'utf8')) as object), ending: 'infra' }));
  const scenario = join(evals(), 'searches-every-repo.yaml');
  expect(await run('grade', scenario, '--recording', infra)).toMatchObject({ code: 3, rows: [{ outcome: 'infra' }] });
  expect(await run('grade', scenario, '--recording', infra, noop)).toMatchObject({
    code: 1,
    rows: [{}, { outcome: 'fail' }],
  });
});

test('two runs are compared by what counted, in words and over the whole suite', async () => {
  const lines = (file: string, of: Readonly<Record<string, string>>) => {
    const trials = Object.entries(of).flatMap(([scenario, outcomes]) =>
      [...outcomes].map((each) => ({ scenario, outcome: { '+': 'pass', '-': 'fail' }[each] ?? 'infra' })),
    );
    writeFileSync(join(folder, file), trials.map((trial) => JSON.stringify(trial)).join('\n'));
    return join(folder, file);
  };
  const before = lines('before.jsonl', { a: '+'.repeat(40), b: `--${'+'.repeat(38)}` });
  const same = await run('compare', before, lines('now.jsonl', { a: '+++++', b: '++?+-+' }));
  expect(same.rows).toMatchObject([
    { scenario: 'a', found: 'green' },
    { scenario: 'b', now: { passed: 4, trials: 5 }, words: '4 of 5, was 38 of 40: not enough data' },
    { suite: { scenarios: 2, green: true } },
  ]);
  expect(same.code).toBe(0);
  const worse = await run('compare', before, lines('worse.jsonl', { a: '--' }));
  expect(worse).toMatchObject({ code: 1, rows: [{ comparison: 'worse' }, { suite: { green: false } }] });
  expect((await run('compare', before, lines('none.jsonl', { a: '???' }))).code).toBe(3);
});
