import type { RuleReport, RuleView } from '../../../../core/model/gate.ts';
import { fail, ok } from '../../../../core/result.ts';
import type { Result } from '../../../../core/result.ts';
import type { PolicyFile } from '../../../../core/gates/policy/policy-file.ts';
import { elapsedText } from '../../../../core/views/text/elapsed.ts';
import type { Command } from '../../command-line/command.ts';
import { clean, cleanLine, table } from '../../screen.ts';
import { ownPolicyPath, readPolicyFile } from './gate-policy.ts';

const rules: Command = {
  name: 'gate rules',
  about: 'Show the rules in force, of every layer, and what is wrong with a policy file',
  async run({ screen, connect }) {
    const connection = await connect('record');
    if (!connection.ok) return connection;
    const policy = await connection.value.call('gate.policy', {});
    if (!policy.ok) return policy;
    const { problemLine } = await import('../../../gates/policy/read-policy.ts');
    const { rules: listed, problems, file, hash } = policy.value;
    for (const problem of problems) screen.note(clean(problemLine(problem)));
    screen.print(policy.value, `${table(listed.map(ruleRow))}\n\n${file}, policy ${hash}`);
    return ok(problems.length > 0 ? 1 : 0);
  },
};

function ruleRow({ id, title, layer, source, safety, verdict }: RuleView): readonly string[] {
  const fixed = safety === true ? 'safety' : safety === 'denials' ? 'its denials are safety' : '';
  return [id, layer === 'repo' ? `repo ${source}` : layer, verdict ?? '', cleanLine(title, 70), fixed];
}

const remove: Command = {
  name: 'gate remove',
  about: 'Take a rule out of your policy file again',
  positionals: [{ name: 'RULE', about: 'its id' }],
  async run({ args, screen, connect }) {
    const rule = args.positional('RULE');
    const connection = await connect('record');
    if (!connection.ok) return connection;
    const removed = await connection.value.call('gate.removeRule', { rule });
    if (!removed.ok) return removed;
    screen.print({ removed: rule, ...removed.value }, `${rule} is gone; the policy is now ${removed.value.hash}`);
    return ok(0);
  },
};

const report: Command = {
  name: 'gate report',
  about: 'Show per rule when it last decided, how often, and whether its examples hold now',
  async run({ screen, connect }) {
    const connection = await connect('record');
    if (!connection.ok) return connection;
    const lines = await connection.value.call('gate.report', {});
    if (!lines.ok) return lines;
    const head = ['rule', 'examples', 'denied', 'asked', 'paused', 'broke', 'last', ''];
    screen.print(lines.value, table([head, ...lines.value.map(reportRow)]));
    return ok(lines.value.some(({ examples }) => examples.failed.length > 0) ? 1 : 0);
  },
};

function reportRow(line: RuleReport): readonly string[] {
  const { id, title, examples, denied, asked, would, broke, last, paused } = line;
  const total = examples.passed + examples.failed.length;
  return [
    id,
    `${String(examples.passed)}/${String(total)}`,
    ...[denied, asked, would, broke].map(String),
    last === undefined ? 'never' : `${elapsedText(Date.now() - last)} ago`,
    `${paused ? 'PAUSED ' : ''}${cleanLine(title, 60)}`,
  ];
}

const check: Command = {
  name: 'gate check',
  about: 'Check a policy file; every problem is told with its line',
  positionals: [{ name: 'FILE', about: 'without it your own policy.yaml', optional: true }],
  options: { layer: { value: 'user|repo|thread', about: 'whose it is to be (user): others can only tighten' } },
  async run({ args, screen }) {
    const file = args.optional('FILE') ?? ownPolicyPath();
    const layer = readLayer(args.value('layer') ?? 'user');
    if (!layer.ok) return layer;
    const read = await readPolicyFile(file, layer.value);
    if (!read.ok) return read;
    if (!read.value.ok) {
      const { problems } = read.value;
      const { problemLine } = await import('../../../gates/policy/read-policy.ts');
      for (const problem of problems) screen.note(clean(`teatree: ${problemLine(problem)}`));
      screen.print({ file, valid: false, problems }, `${file} does not load`);
      return ok(1);
    }
    const { set, rules: own } = read.value.policy;
    const said = `${file}: ${String(own.length)} rules, ${String(set.length)} built-in rules set`;
    screen.print({ file, valid: true, rules: own.length, set: set.length }, said);
    return ok(0);
  },
};

function readLayer(text: string): Result<PolicyFile['layer']> {
  if (text === 'user' || text === 'repo' || text === 'thread') return ok(text);
  const next = 'See: teatree help gate check';
  return fail({ code: 'bad-usage', message: `--layer ${text}: it is user, repo or thread`, next });
}

export const policyCommands: readonly Command[] = [rules, report, check, remove];
