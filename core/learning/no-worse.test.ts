import { expect, test } from 'vitest';
import { Recording, stage } from '../evals/grading/recording.ts';
import { parseScenario } from '../evals/scenario/scenario.ts';
import { defaultPolicy } from '../gates/policy.ts';
import { TypedRule } from '../gates/policy/policy-file.ts';
import { noRuleUnsaid, noScenarioWorse } from './no-worse.ts';
import { withRule } from './prove.ts';

const parsed = parseScenario({
  ...{ id: 'commits', title: 'Commits', behaviour: 'Commit what you made', skills: ['committing'], prompt: 'Commit.' },
  fixture: { repos: [{ name: 'app' }] },
  expect: { calls: { must: [{ effect: 'git', where: { verb: 'commit' } }] } },
  proof: { pass: 'p', fail: 'f', noop: 'n' },
});
if (!parsed.ok) throw new Error('the scenario of this test does not load');
const scenario = parsed.value;
const recorded = (...commands: readonly string[]) => {
  const at = { tool: 'shell', cwd: `${stage.workspace}/app`, verdict: 'allow' };
  const calls = commands.map((command, id) => ({ id: `c${String(id)}`, input: { command }, ...at }));
  const told = { version: 1, scenario: 'commits', harness: 'claude', repos: ['app'], ending: 'completed' };
  return Recording.parse({ ...told, calls });
};
const proofs = { pass: recorded('git commit -qm "Add it"'), fail: recorded('ls'), noop: recorded() };
const refusing = (verb: string, example: string) =>
  TypedRule.parse({
    ...{ id: `no-${verb}`, effect: 'git', where: { verb }, verdict: 'deny', reason: 'No' },
    match: [example],
  });

test('a rule that stops what a scenario demands makes it worse, and names it; one that it never meets does not', () => {
  const claim = (rule: TypedRule) =>
    noScenarioWorse([{ scenario, proofs }], defaultPolicy, withRule(defaultPolicy, rule, 'user'));
  expect(claim(refusing('commit', 'git commit -m x'))).toMatchObject({ held: false, text: 'commits' });
  expect(claim(refusing('tag', 'git tag v1'))).toMatchObject({ held: true, text: '1 scenario tried again' });
});

test('a skill that loses the words that a scenario tests is worse, whatever marks stand around them', () => {
  const rewritten = (text: string) =>
    noRuleUnsaid([scenario], { name: 'committing', before: '- **Commit** what you made.', text });
  expect(rewritten('- Commit what you\n  made, each step.')).toMatchObject({ held: true });
  expect(rewritten('- Note what you made.')).toMatchObject({ held: false, text: 'commits' });
});
