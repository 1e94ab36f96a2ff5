import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { normalise } from '../../../core/gates/action.ts';
import { exampleContext, exampleCwd } from '../../../core/gates/example/context.ts';
import { judge } from '../../../core/gates/policy.ts';
import { RepoId, ThreadId } from '../../../core/ids.ts';
import { Repo } from '../../../core/model/repo.ts';
import { sandbox } from '../../git/testing/sandbox.ts';
import { problemLine } from './read-policy.ts';
import { createShelf } from './shelf.ts';
import type { Shelf, Subject } from './shelf.ts';

const leftPad = `# mine
rules:
  - id: left-pad
    effect: install
    where: { package: left-pad }
    verdict: allow
    reason: I know it
    match: [npm install left-pad]
`;
const noPush = leftPad.replace('left-pad\n', 'no-left-pad\n').replace('allow', 'deny');
const thread = ThreadId.parse('thr_one');
const id = RepoId.parse('rep_one');
let box: ReturnType<typeof sandbox>;
let now: number;

beforeEach(() => {
  box = sandbox();
  now = 0;
});
afterEach(() => rmSync(box.root, { recursive: true }));

function open(): Shelf {
  const repo = Repo.parse({
    ...{ id, name: 'clone', path: box.clone, remote: { name: 'origin', url: box.at('remote.git') } },
    ...{ defaultBranch: 'main', config: {}, configSource: 'detected' },
  });
  return createShelf({ dataFolder: box.at('data'), version: '1', now: () => now, repo: () => repo });
}

function write(text: string, file = join(box.at('data'), 'policy.yaml')): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

async function judged(shelf: Shelf, command: string, subject?: Subject) {
  const { policy, hash } = await shelf.inForce(subject);
  const action = normalise({ id: 'call', tool: 'shell', input: { command }, cwd: exampleCwd }, exampleContext);
  return { ...judge(action, exampleContext, policy), hash };
}

const problems = (shelf: Shelf) => shelf.status().problems.map(problemLine);

describe('the person’s file', () => {
  test('counts from the moment it is saved, and its hash changes with it', async () => {
    const shelf = open();
    const before = await judged(shelf, 'npm install left-pad');
    write(leftPad);
    const after = await judged(shelf, 'npm install left-pad');
    expect([before.kind, after.kind]).toEqual(['ask', 'allow']);
    expect(after.hash).not.toBe(before.hash);
    rmSync(shelf.file);
    expect(await judged(shelf, 'npm install left-pad')).toMatchObject({ kind: 'ask', hash: before.hash });
  });

  test('with a mistake changes nothing and is told with its line; the last good one stays, also after a restart', async () => {
    const shelf = open();
    const told: number[] = [];
    shelf.subscribe(({ problems: all }) => void told.push(all.length));
    write(leftPad);
    const good = await judged(shelf, 'npm install left-pad');
    write(leftPad.replace('allow', 'alow'));
    expect(await judged(shelf, 'npm install left-pad')).toMatchObject({ kind: 'allow', hash: good.hash });
    expect(problems(shelf)).toEqual([
      `${shelf.file}:6: rules[0].verdict: must be one of allow, deny, ask; Choose one of them`,
    ]);
    expect(told).toEqual([0, 1]);
    const later = open();
    expect(await judged(later, 'npm install left-pad')).toMatchObject({ kind: 'allow', hash: good.hash });
    write(leftPad);
    await later.inForce();
    expect(problems(later)).toEqual([]);
  });

  test('whose own example fails does not load, and says which line', async () => {
    const shelf = open();
    write(leftPad.replace('match: [npm install left-pad]', 'match:\n      - npm install left-pad\n      - npm ci'));
    expect((await judged(shelf, 'npm install left-pad')).kind).toBe('ask');
    expect(problems(shelf)[0]).toMatch(
      /policy\.yaml:10: rules\[0\]\.match\[1\]: the rule does not speak on this command/,
    );
  });
});

const bomb = `a: &a [x, x, x, x, x, x, x, x, x]
${[...'bcdefgh']
  .map(
    (name, at) =>
      `${name}: &${name} [${Array(9)
        .fill(`*${'abcdefgh'[at] ?? 'a'}`)
        .join(', ')}]`,
  )
  .join('\n')}
rules: *h
`;

describe('a repo’s file', () => {
  const subject = { thread, repos: [id] };
  const commit = (text: string) => {
    box.commit('clone', { '.teatree/policy.yaml': text });
    box.git('clone', 'push', '-q', 'origin', 'HEAD:main');
  };

  test('is read from the protected branch, not from what lies in the folder', async () => {
    const shelf = open();
    write(noPush, join(box.clone, '.teatree', 'policy.yaml'));
    expect((await judged(shelf, 'npm install left-pad', subject)).kind).toBe('ask');
    commit(noPush);
    now = 60_000;
    expect(await judged(shelf, 'npm install left-pad', subject)).toMatchObject({ kind: 'deny', layer: 'repo' });
    expect((await judged(shelf, 'npm install left-pad')).kind).toBe('ask');
  });

  test('tightens what the person allowed', async () => {
    const shelf = open();
    write(leftPad);
    commit(noPush);
    expect(await judged(shelf, 'npm install left-pad', subject)).toMatchObject({ kind: 'deny', layer: 'repo' });
  });

  test.each([
    ['allows something', leftPad],
    ['sets a rule looser', 'set: [{ rule: PK1, verdict: allow }]'],
    ['is no YAML', 'rules: [}'],
    ['is a bomb of aliases', bomb],
    ['refers to itself', 'rules: &r [*r]'],
    ['is huge', `# ${'x'.repeat(2_000_000)}`],
    ['is a list', '- 1'],
    ['has a key twice', 'set: []\nset: []'],
    ['uses tags', 'rules: !!js/function "function(){}"'],
  ])('that %s is a problem message and nothing else', async (_, text) => {
    const shelf = open();
    commit(text);
    expect((await judged(shelf, 'npm install left-pad', subject)).kind).toBe('ask');
    expect(problems(shelf).length).toBeGreaterThan(0);
    expect(problems(shelf)[0]).toMatch(/^clone\/\.teatree\/policy\.yaml:\d+: /);
  });
});

test('a thread’s file tightens that thread alone', async () => {
  const shelf = open();
  write(noPush, join(box.at('data'), 'policy', 'threads', `${thread}.yaml`));
  expect(await judged(shelf, 'npm install left-pad', { thread, repos: [] })).toMatchObject({ layer: 'thread' });
  const other = { thread: ThreadId.parse('thr_two'), repos: [] };
  expect((await judged(shelf, 'npm install left-pad', other)).kind).toBe('ask');
});
