import { expect, test } from 'vitest';
import type { ToolCall } from '../model/action.ts';
import { catalogueLimit, catalogueTokens } from './catalogue.ts';
import { setProblems } from './problems.ts';
import { selectSkills } from './select.ts';
import type { RunFacts } from './select.ts';
import { skill } from './testing/skill.ts';
import { skillTakenUp } from './used.ts';

const run: RunFacts = {
  ...{ phase: 'work', kinds: ['one-repo'], repos: ['api'], title: 'Make it fast' },
  ...{ goal: 'The query in src/db/orders.sql is slow', changed: [] },
};
const names = (facts: Partial<RunFacts>, ...skills: Parameters<typeof selectSkills>[1]) =>
  selectSkills({ ...run, ...facts }, skills).chosen.map((each) => each.skill.name);

test('a skill is given in the phases, kinds of thread and repos that it names, and otherwise always', () => {
  const all = [
    skill('always', 'Any work.'),
    skill('fixing', 'Repairs.', { applies: { phases: ['fix', 'review'] } }),
    skill('many', 'Many repos.', { applies: { kinds: ['several-repos', 'from-signal'] } }),
    skill('of-web', 'Web things.', { applies: { repos: ['web'] } }),
  ];
  expect(names({}, ...all)).toEqual(['always']);
  expect(names({ phase: 'fix' }, ...all)).toEqual(['always', 'fixing']);
  expect(names({ kinds: ['one-repo', 'from-signal'] }, ...all)).toEqual(['always', 'many']);
  expect(names({ repos: ['web', 'api'] }, ...all)).toEqual(['always', 'of-web']);
});

test('a skill for paths is given where the goal names such a file, or the thread changed one', () => {
  const sql = skill('sql', 'Queries.', { applies: { paths: ['**/*.sql'] } });
  expect(names({}, sql)).toEqual(['sql']);
  expect(names({ goal: 'Make it fast' }, sql)).toEqual([]);
  expect(names({ goal: 'Make it fast', changed: ['a/b.sql'] }, sql)).toEqual(['sql']);
});

test('what a repo brings never reaches a thread of another repo', () => {
  const own = skill('ours', 'Things of api.', { from: 'api' });
  const other = skill('theirs', 'Things of web.', { from: 'web', applies: { repos: ['api'] } });
  expect(names({}, own, other)).toEqual(['ours']);
  expect(names({ repos: ['web'] }, own)).toEqual([]);
});

test('the goal orders skills: one that it names first, then by shared words, and each says why', () => {
  const some = [
    skill('abc', 'Nothing of that.'),
    skill('speed', 'Makes slow queries fast, such as one query over orders.'),
    skill('reporting-done', 'Tells what was done.'),
  ];
  const { chosen } = selectSkills({ ...run, goal: `${run.goal}; then do reporting done` }, some);
  expect(chosen.map(({ skill: { name }, why }) => [name, why])).toEqual([
    ['reporting-done', 'the goal names it'],
    ['speed', 'the thread is about slow, fast, query, order'],
    ['abc', undefined],
  ]);
});

test('of one name the first counts, and the other is told as not given', () => {
  const [mine, theirs] = [skill('x', 'Mine.'), skill('x', 'Theirs.', { from: 'api' })];
  const { chosen, left } = selectSkills(run, [mine, theirs]);
  expect(chosen.map((each) => each.skill)).toEqual([mine]);
  expect(left).toEqual([{ skill: theirs, why: 'Teatree or you has one of that name' }]);
});

test('a catalogue keeps its budget: too much is a fault when it is written, and left out when it is run', () => {
  const many = Array.from({ length: 12 }, (_, at) => skill(`s${String(at)}`, `${String(at)} ${'word '.repeat(195)}`));
  const { chosen, left } = selectSkills(run, many);
  expect(catalogueTokens(chosen.map((each) => each.skill))).toBeLessThanOrEqual(catalogueLimit);
  expect(chosen.length + left.length).toBe(12);
  expect(left.length).toBeGreaterThan(0);
  expect(setProblems(many).map(({ problem }) => problem.message)).toEqual([
    expect.stringMatching(
      /^the catalogue of a run \(work, one-repo\) takes about \d+ tokens, more than 2000$/,
    ) as string,
  ]);
  expect(setProblems(chosen.map((each) => each.skill))).toEqual([]);
});

test('a description that two skills share is a fault of the second', () => {
  expect(setProblems([skill('a', 'Does  it.'), skill('b', 'does it.')])).toMatchObject([
    { skill: 'b', problem: { field: 'description', message: expect.stringContaining('that of a') as string } },
  ]);
});

test('a skill counts as taken up when the agent loads it by its tool, or reads its SKILL.md', () => {
  const given = { names: ['running-checks', 'fixing-ci'], folder: '/s/claude/skills' };
  const used = (tool: string, input: ToolCall['input']) => skillTakenUp({ tool, input }, given);
  expect(used('Skill', { skill: 'fixing-ci' })).toBe('fixing-ci');
  expect(used('activate_skill', { name: 'running-checks' })).toBe('running-checks');
  expect(used('shell', { command: 'cat /s/claude/skills/fixing-ci/SKILL.md' })).toBe('fixing-ci');
  expect(used('other', { title: 'Load skill: fixing-ci', rawInput: {} })).toBe('fixing-ci');
  expect(used('read', { title: 'Use skill: "it"', rawInput: { skill: 'running-checks' } })).toBe('running-checks');
  expect(used('other', { title: '"fixing-ci": Repairs.' })).toBe('fixing-ci');
  expect(used('Skill', { skill: 'commit' })).toBeUndefined();
  expect(used('Read', { file_path: '/repo/.claude/skills/fixing-ci/SKILL.md' })).toBeUndefined();
  expect(used('Grep', { pattern: 'fixing-ci' })).toBeUndefined();
});
