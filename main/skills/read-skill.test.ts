import { expect, test } from 'vitest';
import { hashOf, readSkill } from './read-skill.ts';

const front = (more = '') => `---\nname: it\ndescription: Does it.\n${more}---\n`;
const read = (text: string, ...others: { path: string; text: string }[]) =>
  readSkill('it', [{ path: 'SKILL.md', text }, ...others]);
const faults = (text: string, ...others: { path: string; text: string }[]) =>
  read(text, ...others).problems.map(
    ({ file, line, field, message }) => `${file}:${String(line)}: ${field}: ${message}`,
  );

test('a skill is read with all fields of the standard, and what it is for', () => {
  const more =
    'license: MIT\ncompatibility: Needs git\nallowed-tools: Read Bash(git:*)\nmetadata:\n  author: me\n  teatree-phases: work, fix\n';
  const { skill, problems } = read(`${front(more)}\nDo it.\n`);
  expect(problems).toEqual([]);
  expect(skill).toMatchObject({
    ...{ name: 'it', description: 'Does it.', license: 'MIT', compatibility: 'Needs git' },
    ...{ allowedTools: 'Read Bash(git:*)', applies: { phases: ['work', 'fix'], kinds: [], repos: [], paths: [] } },
  });
});

test.each<[string, string, string]>([
  ['no front matter', 'Do it.', 'SKILL.md:1: : does not begin with front matter'],
  [
    'a name that is not the folder',
    front().replace('it\n', 'other\n'),
    'SKILL.md:2: name: is not the name of its folder, it',
  ],
  ['a name with capitals', front().replace('it\n', 'It\n'), 'SKILL.md:2: name: may hold lower-case letters'],
  ['no description', '---\nname: it\n---\nx', 'SKILL.md:2: description: is missing'],
  ['a long description', front().replace('Does', 'x'.repeat(1025)), 'SKILL.md:3: description: is longer than 1024'],
  ['an unknown key', front('licence: MIT\n'), 'SKILL.md:4: licence: unknown key'],
  [
    'an unknown key of ours',
    front('metadata:\n  teatree-phase: work\n'),
    'SKILL.md:5: metadata.teatree-phase: unknown key',
  ],
  [
    'an unknown phase',
    front('metadata:\n  teatree-phases: landing\n'),
    'SKILL.md:5: metadata.teatree-phases: does not know landing',
  ],
  ['metadata that is no text', front('metadata:\n  version: 1.0\n'), 'SKILL.md:5: metadata.version: must be a text'],
  ['what is no YAML', front('a: [\n'), 'SKILL.md:5: : not valid YAML'],
  ['an empty body', front(), 'SKILL.md:5: : says nothing'],
  ['500 lines', front() + 'x\n'.repeat(500), 'SKILL.md:504: : has 500 lines'],
  ['5,000 tokens', front() + 'word '.repeat(4001), 'SKILL.md:5: : takes about 5002 tokens'],
  ['a link to nothing', `${front()}a\n[b](references/b.md)`, 'SKILL.md:6: : the link references/b.md leads nowhere'],
  ['a link out', `${front()}[b](../other/SKILL.md)`, 'SKILL.md:5: : the link ../other/SKILL.md leads out of the skill'],
])('%s is told with its line', (_, text, fault) => {
  expect(faults(text).join('\n')).toContain(fault);
});

test('references go one level deep: in folders, and in links', () => {
  const text = `${front()}[b](references/b.md) [c](references/more/c.md) [web](https://x.y) [here](#done)`;
  const files = [
    { path: 'references/b.md', text: 'one\n[c](more/c.md)' },
    { path: 'references/more/c.md', text: 'x' },
  ];
  expect(faults(text, ...files)).toEqual([
    'SKILL.md:5: : references/more/c.md lies deeper than one folder',
    'references/b.md:2: : links to more/c.md: references go one level deep',
  ]);
});

test('a secret in any file of a skill is told with its line and without itself', () => {
  const secret = ['ghp', 'x9Kd02mQpLr7sTvWzYbN4cFgHj1kAe3uXo5i'].join('_');
  const [fault = '', ...more] = faults(`${front()}Do it.`, { path: 'references/a.md', text: `a\ntoken: ${secret}\n` });
  expect(more).toEqual([]);
  expect(fault).toMatch(/^references\/a\.md:2: : holds a secret/);
  expect(fault).not.toContain(secret);
});

test('what tests a skill is not part of it, and every other change of a byte or a name changes its hash', () => {
  const { skill } = read(
    `${front()}Do it.`,
    { path: 'evals/a.yaml', text: 'id: a' },
    { path: 'scripts/a.sh', text: 'ls' },
  );
  expect(skill?.files.map(({ path }) => path)).toEqual(['SKILL.md', 'scripts/a.sh']);
  const hashes = [
    ['a', 'bc'],
    ['ab', 'c'],
    ['a', 'b'],
  ].map(([path = '', text = '']) => hashOf([{ path, text }]));
  expect(new Set(hashes).size).toBe(3);
});
