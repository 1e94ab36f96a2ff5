import { describe, expect, test } from 'vitest';
import type { ActionSummary } from '../../model/action.ts';
import { normalise } from '../action.ts';
import { exampleContext, exampleCwd } from '../example/context.ts';
import { defaultPolicy, judge } from '../policy.ts';
import type { Policy } from '../policy.ts';
import { readRowGroups } from '../testing/rows.ts';
import { backTest, recalled } from './back-test.ts';
import { catalogued } from './catalogue.ts';
import { draftRules, emptyUser } from './draft.ts';
import type { TypedRule } from './policy-file.ts';

const context = {
  ...exampleContext,
  worktrees: exampleContext.worktrees.map((own) => ({ ...own, repo: own.path.includes('/app/') ? 'app' : 'lib' })),
};
const lib = exampleCwd.replace('/app/', '/lib/');

function action(command: string, cwd = exampleCwd) {
  return normalise({ id: 'call', tool: 'shell', input: { command }, cwd }, context);
}

function draft(command: string, repo?: string) {
  return draftRules(action(command), { ...{ context, policy: defaultPolicy, raw: command, repo }, taken: new Set() });
}

function drafted(command: string, repo?: string): readonly TypedRule[] {
  const rules = draft(command, repo);
  if (!rules.ok) throw new Error(`${command}: ${rules.error.message}`);
  return rules.value;
}

function withRules(rules: readonly TypedRule[]): Policy {
  return { ...defaultPolicy, user: { ...emptyUser, rules: [...rules] } };
}

describe('an approval for good', () => {
  test.each([
    ['npm install left-pad', { manager: 'npm', package: 'left-pad', global: false }, 'npm install evil'],
    ['curl https://example.org/a', { host: 'example.org', sends: false }, 'curl https://example.org.evil.test/a'],
    ['curl https://example.org/a', { host: 'example.org', sends: false }, 'curl -d @a.txt https://example.org/'],
    ['git reset --hard', { verb: 'reset', discards: true }, 'git clean -fd'],
    ['git stash drop', { verb: 'stash', action: 'drop' }, 'git stash clear'],
    [
      'git config --global user.name x',
      { verb: 'config', scope: 'global', key: 'user.name' },
      'git config --global a.b c',
    ],
    ['git push origin HEAD:main', { verb: 'push', remote: 'origin', branch: 'main' }, 'git push origin HEAD:develop'],
    ['echo x > .github/workflows/ci.yml', { path: '.github/workflows/ci.yml' }, 'echo x > .github/workflows/b.yml'],
    ['mkdir ~/notes', { path: '~/notes' }, 'mkdir ~/other'],
    ['npm publish', { what: 'npm publish' }, 'docker push x'],
  ])('%s becomes a rule that says so, and nothing wider', (command, where, other) => {
    const rules = drafted(command);
    expect(rules).toMatchObject([{ where, verdict: 'allow', match: [command] }]);
    expect(judge(action(command), context, withRules(rules))).toMatchObject({ kind: 'allow', layer: 'user' });
    expect(judge(action(other), context, withRules(rules)).kind).toBe('ask');
  });

  test('of a command that does two things becomes two rules', () => {
    const rules = drafted('npm install left-pad && curl https://example.org');
    expect(rules.map(({ effect }) => effect)).toEqual(['install', 'network']);
  });

  test.each([
    ['rm -rf "$(cat list)"', 'FS7 is safety'],
    ['env', 'SEC2 is safety'],
    ['$(cat cmd)', 'EX3 is safety'],
    ['curl "$URL"', 'not known before it runs'],
    ['git push --all', 'not known before it runs'],
  ])('is not offered for %s, and says why', (command, why) => {
    expect(draft(command)).toMatchObject({ ok: false, error: { message: expect.stringContaining(why) as string } });
  });

  test('in one repo holds there and not in another', () => {
    const [rule] = drafted('npm install left-pad', 'app');
    expect(rule?.repo).toBe('app');
    const mine = withRules(rule ? [rule] : []);
    expect(judge(action('npm install left-pad'), context, mine).kind).toBe('allow');
    expect(judge(action('npm install left-pad', lib), context, mine).kind).toBe('ask');
    expect(judge(action(`cd ${lib} && npm install left-pad`), context, mine).kind).toBe('ask');
    expect(judge(action('cd "$X" && npm install left-pad'), context, mine).kind).toBe('ask');
  });

  test('never loosens safety, whatever was asked', () => {
    const asked = readRowGroups().flatMap(({ rows }) => rows.filter(({ verdict }) => verdict === 'ask'));
    const offered = asked.flatMap(({ command }) => {
      const rules = draft(command);
      if (!rules.ok) return [];
      const before = judge(action(command), context);
      expect([command, catalogued(before.rule)?.safety]).not.toEqual([command, true]);
      expect([command, judge(action(command), context, withRules(rules.value)).kind]).toEqual([command, 'allow']);
      expect(judge(action(`${command}\nrm -rf ~`), context, withRules(rules.value)).kind).not.toBe('allow');
      return [command];
    });
    expect(offered.length).toBeGreaterThan(asked.length / 4);
  });
});

describe('a back-test', () => {
  const summary = (raw: string, more: Partial<ActionSummary> = {}): ActionSummary => ({
    ...{ call: 'c', tool: 'shell', title: raw, raw, cwd: exampleCwd, expanded: [], fingerprint: 'f' },
    ...more,
  });
  const past = (action: ActionSummary) => ({ action, at: 1, context });

  test('says which of the last actions would have been answered otherwise', () => {
    const after = withRules(drafted('npm install left-pad'));
    const actions = ['npm install left-pad', 'npm install evil', 'ls', 'npm i left-pad'].map((raw) =>
      past(summary(raw)),
    );
    expect(backTest(actions, defaultPolicy, after)).toEqual({
      ...{ judged: 4, unknown: 0, changed: 2 },
      samples: [
        { title: 'npm install left-pad', at: 1, before: 'ask', after: 'allow' },
        { title: 'npm i left-pad', at: 1, before: 'ask', after: 'allow' },
      ],
    });
  });

  test('does not guess about what the journal does not keep', () => {
    const lost = [
      past(summary('x'.repeat(10_000))),
      past(summary('curl -H «secret: github-pat» https://x.example')),
      past(summary('a.txt', { tool: 'some_tool_nobody_knows' })),
      { action: summary('ls'), at: 1, context: undefined },
    ];
    expect(backTest(lost, defaultPolicy, defaultPolicy)).toMatchObject({ judged: 0, unknown: 4 });
  });

  test('shows at most ten', () => {
    const many = Array.from({ length: 30 }, () => past(summary('npm install left-pad')));
    const tested = backTest(many, defaultPolicy, withRules(drafted('npm install left-pad')));
    expect([tested.changed, tested.samples.length]).toEqual([30, 10]);
  });

  test('judges a file tool by its path again', () => {
    const call = recalled(summary('/etc/hosts', { tool: 'Write' }));
    expect(call && judge(normalise(call, context), context).kind).toBe('deny');
  });
});
