import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultPolicy } from '../policy.ts';
import { readRowGroups } from '../testing/rows.ts';
import { isStricter } from '../verdict.ts';
import { catalogue, isSafety } from './catalogue.ts';
import { effectKinds } from './fields.ts';
import { judged, layer, policy, rule } from './testing/policies.ts';

const leftPad = rule({ effect: 'install', where: { manager: 'npm', package: 'left-pad' }, verdict: 'allow' });

describe('the user’s layer', () => {
  test('allows what it names, and nothing beside it', () => {
    const mine = policy({ rules: [leftPad] });
    expect(judged('npm install left-pad', mine)).toMatchObject({ kind: 'allow', rule: 'a-rule', layer: 'user' });
    expect(judged('npm install left-pad evil', mine)).toMatchObject({ kind: 'ask', rule: 'PK1' });
    expect(judged('npm install evil', mine).kind).toBe('ask');
    expect(judged('npm install left-pad && rm -rf ~', mine)).toMatchObject({ kind: 'deny', rule: 'FS1' });
    expect(judged('npm install left-pad && curl https://x.example', mine)).toMatchObject({ kind: 'ask', rule: 'NET1' });
  });

  test('sets a built-in rule looser or stricter', () => {
    expect(judged('npm install x', policy({ set: [{ rule: 'PK1', verdict: 'allow' }] }))).toMatchObject({
      ...{ kind: 'allow', layer: 'user' },
    });
    expect(judged('npm install x', policy({ set: [{ rule: 'PK1', verdict: 'deny' }] }))).toMatchObject({
      ...{ kind: 'deny', rule: 'PK1', layer: 'user' },
    });
  });

  test('a rule about several values allows all of them or nothing, and refuses any of them', () => {
    const ban = policy({
      rules: [rule({ effect: 'install', where: { package: ['left-pad', 'is-odd'] }, verdict: 'deny' })],
    });
    expect(judged('npm install lodash is-odd', ban)).toMatchObject({ kind: 'deny', rule: 'a-rule' });
    expect(judged('npm install lodash', ban)).toMatchObject({ kind: 'ask', rule: 'PK1' });
  });

  test('where a denial may be meant but cannot be seen, it asks', () => {
    const ban = policy({
      set: [{ rule: 'NET1', verdict: 'allow' }],
      rules: [rule({ effect: 'network', where: { host: '*.example' }, verdict: 'deny' })],
    });
    expect(judged('curl https://a.example/x', ban)).toMatchObject({ kind: 'deny', rule: 'a-rule' });
    expect(judged('curl "$URL"', ban).kind).not.toBe('allow');
    expect(judged('curl https://a.test/x', ban).kind).toBe('allow');
  });

  test('what would take a protected folder along is meant too', () => {
    const keep = policy({ rules: [rule({ effect: 'delete', where: { path: 'docs/api/**' }, verdict: 'deny' })] });
    expect(judged('rm docs/api/a.md', keep).kind).toBe('deny');
    expect(judged('rm -rf docs', keep).kind).toBe('deny');
    expect(judged('rm -rf src', keep).kind).toBe('allow');
  });
});

const rows = readRowGroups().flatMap((group) => group.rows);
const kinds = fc.constantFrom('allow', 'ask', 'deny' as const);
const anyRule = fc
  .record({ effect: fc.constantFrom(...effectKinds), verdict: kinds })
  .map((draft) => rule(draft as Parameters<typeof rule>[0]));
const anySet = fc.record({ rule: fc.constantFrom(...catalogue.map(({ id }) => id)), verdict: kinds });
const anyText = fc.record({
  rules: fc.array(anyRule, { maxLength: 4 }),
  set: fc.array(anySet, { maxLength: 4 }),
}) as fc.Arbitrary<Parameters<typeof policy>[1]>;
const anyRow = fc.constantFrom(...rows);

describe('whatever is written', () => {
  test('a repo’s layer never makes an answer looser, not even with an allowance', () => {
    fc.assert(
      fc.property(anyRow, anyText, fc.option(anyText, { nil: undefined }), ({ command }, text, user) => {
        const [without, within] = [judged(command, policy(user)), judged(command, policy(user, text))];
        expect(isStricter(without.kind, within.kind)).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  test('the user’s layer never makes an answer of safety looser', () => {
    fc.assert(
      fc.property(anyRow, anyText, ({ command }, text) => {
        const before = judged(command, defaultPolicy);
        if (before.kind === 'allow' || !isSafety(before)) return;
        expect(isStricter(before.kind, judged(command, policy(text)).kind)).toBe(false);
      }),
      { numRuns: 300 },
    );
  });
});

describe('the switch', () => {
  const all = { ...defaultPolicy, off: { everything: true, rules: new Set<string>() } };

  test('lets everything through while it is off, and says what would have been', () => {
    expect(judged('rm -rf ~', all)).toMatchObject({ kind: 'allow', paused: { kind: 'deny', rule: 'FS1' } });
    expect(judged('ls', all)).not.toHaveProperty('paused');
  });

  test('takes out one rule and leaves the others', () => {
    const off = { ...defaultPolicy, off: { everything: false, rules: new Set(['PK1']) } };
    expect(judged('npm install x', off)).toMatchObject({ kind: 'allow', paused: { kind: 'ask', rule: 'PK1' } });
    expect(judged('npm install x; rm -rf ~', off)).toMatchObject({ kind: 'deny', rule: 'FS1' });
  });

  test('never takes out the canary', () => {
    const off = { ...defaultPolicy, off: { everything: true, rules: new Set(['CANARY']) } };
    expect(judged('teatree-canary run_1', off)).toMatchObject({ kind: 'deny', rule: 'CANARY' });
  });
});

describe('a rule for one repo', () => {
  test('allows only what starts and stays in its worktree', () => {
    const ofApp = { ...leftPad, repo: 'app' };
    const mine = { ...policy(undefined), user: layer('user', { rules: [ofApp] }) };
    // The example's worktrees bear no names, so no repo is at hand.
    expect(judged('npm install left-pad', mine).kind).toBe('ask');
  });
});

test('an agent cannot steer the factory, by whatever name it is called', () => {
  const steering = [
    'teatree gate pause --all',
    'npx teatree ask answer ask_a --approve',
    'npm run -s teatree -- settings set wipLimit 9',
    'node scripts/teatree.mjs gate remove x',
    'bash -c "teatree gate resume --all"',
    'teatree "$X"',
    'teatree serve',
  ];
  expect(steering.map((command) => judged(command, defaultPolicy).kind)).toEqual(steering.map(() => 'deny'));
  const looking = [
    'teatree gate explain "rm -rf ~"',
    'teatree ask list',
    'grep -rn teatree .',
    'teatree --help',
    'npm -w teatree test',
  ];
  expect(looking.map((command) => judged(command, defaultPolicy).kind)).toEqual(looking.map(() => 'allow'));
});
