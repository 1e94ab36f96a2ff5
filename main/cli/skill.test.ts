import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { setProblems } from '../../core/skills/problems.ts';
import { skillsIn } from '../skills/skills-in.ts';
import { rowsOf, runAlone } from './testing/run-alone.ts';

const shipped = resolve(import.meta.dirname, '..', '..', 'skills');
const names = readdirSync(shipped).sort();
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'teatree-skills-'));
  cpSync(shipped, folder, { recursive: true });
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function run(...argv: readonly string[]) {
  const { code, out, err } = await runAlone(['skill', ...argv, '--json'], { programs: join(folder, 'out', 'main') });
  return { code, rows: rowsOf(out), err };
}

test('at least twelve skills are shipped; each is valid and all fit one catalogue', async () => {
  expect(names.length).toBeGreaterThanOrEqual(12);
  const { code, rows } = await run('validate', shipped);
  expect({ code, rows }).toMatchObject({ code: 0, rows: names.map((name) => ({ name, valid: true, problems: [] })) });
  expect(setProblems((await skillsIn(shipped)).flatMap(({ skill }) => skill ?? []))).toEqual([]);
});

test('every shipped skill is proven by two scenarios or more', async () => {
  for (const name of names) {
    const { code, rows } = await run('prove', join(shipped, name));
    expect({ code, rows }).toMatchObject({ code: 0, rows: [{ skill: name, proved: true, failed: [] }] });
  }
});

test('what is wrong with a skill is told with file and line, in one or in a folder of them', async () => {
  const file = join(folder, 'fixing-ci', 'SKILL.md');
  writeFileSync(file, '---\nname: fixing-ci\ndescripton: Repairs.\n---\n\nSee [more](more.md).\n');
  const { code, rows } = await run('validate', join(folder, 'fixing-ci'));
  expect({ code, rows }).toMatchObject({
    code: 1,
    rows: [
      {
        ...{ name: 'fixing-ci', valid: false },
        problems: expect.arrayContaining([
          expect.objectContaining({
            file: 'SKILL.md',
            line: 3,
            field: 'descripton',
            next: 'Did you mean description?',
          }),
        ]) as unknown,
      },
    ],
  });
  expect((await run('validate', folder)).code).toBe(1);
  expect((await run('validate', join(folder, 'none'))).code).toBe(2);
});

test('a skill without a scenario is not proven, and neither is one whose recording is graded otherwise', async () => {
  const skill = join(folder, 'reporting-done');
  const noop = join(skill, 'evals', 'claims-only-what-ran', 'noop.json');
  cpSync(join(skill, 'evals', 'claims-only-what-ran', 'pass.json'), noop);
  expect(await run('prove', skill)).toMatchObject({ code: 1, rows: [{ failed: ['claims-only-what-ran noop'] }] });
  rmSync(join(skill, 'evals'), { recursive: true });
  expect(await run('prove', skill)).toMatchObject({ code: 3, rows: [{ proved: false, scenarios: 0 }] });
});
