import type { TypedRule } from '../../../core/gates/policy/policy-file.ts';
import type { Command } from '../../../core/loop/command.ts';
import { fail, ok } from '../../../core/result.ts';
import type { Result } from '../../../core/result.ts';
import { ruleYaml, withoutRule, withRules } from './edit-policy.ts';
import { messageOf } from './layer.ts';
import type { PolicyOffice } from './policy-port.ts';
import { fileText } from './policy-text.ts';
import { problemLine, readPolicy } from './read-policy.ts';
import { replaceFile } from '../../files/replace-file.ts';
import type { Shelf } from './shelf.ts';

export type PolicyPen = Pick<PolicyOffice, 'addRules' | 'removeRule'>;
export type Record = (command: Extract<Command, { type: 'gate.record' }>) => Promise<Result<unknown>>;

type RuleEvent = Extract<Command, { type: 'gate.record' }>['event'];
type EventOf = (before: string, after: string) => RuleEvent;

/** Writes into the person's policy file, one change at a time. A change is on record before it is made. */
export function createPolicyPen(shelf: Shelf, record: Record): PolicyPen {
  const { file } = shelf;
  let last: Promise<unknown> = Promise.resolve();

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = last.then(work, work);
    last = turn.catch(() => undefined);
    return turn;
  }

  async function change(text: string, eventOf: EventOf): Promise<Result<{ hash: string }>> {
    const read = readPolicy(text, { layer: 'user', source: 'policy.yaml', file });
    if (!read.ok) return fail(unusable(read.problems.map(problemLine).join('\n')));
    const [before, after] = [shelf.hashWith(shelf.user()), shelf.hashWith(read.policy)];
    const event = eventOf(before, after);
    const recorded = await record({ type: 'gate.record', event });
    if (!recorded.ok) return recorded;
    const written = await replaceFile(file, text).then(() => undefined, messageOf);
    if (written === undefined) {
      await shelf.inForce();
      return ok({ hash: after });
    }
    const reason = `${file} could not be written: ${written}`;
    await record({ type: 'gate.record', event: takenBack(event, reason) });
    return fail({ code: 'policy-unwritable', message: reason, next: 'Check its permissions and the free space' });
  }

  return {
    addRules: ({ rules }, { ask, by }) =>
      inTurn(async () => {
        const text = await current(file);
        if (!text.ok) return text;
        const names = rules.map(({ id }) => id);
        return change(withRules(text.value, rules), (before, after) => ({
          ...{ type: 'gate.rules-added', rules: names, yaml: yamlOf(rules), before, after, ask, by },
        }));
      }),
    removeRule: (id, by) =>
      inTurn(async () => {
        const text = await current(file);
        if (!text.ok) return text;
        const left = withoutRule(text.value, id);
        if (left === undefined) return fail(unknownRule(file, id));
        const reason = 'The person took it out';
        return change(left, (before, after) => ({
          ...{ type: 'gate.rules-removed', rules: [id], reason, before, after, by },
        }));
      }),
  };
}

/** Says in the journal that a change which is on record was not made after all. */
function takenBack({ rules, by, before: after, after: before }: RuleEvent, reason: string): RuleEvent {
  return { type: 'gate.rules-removed', rules, reason, before, after, by };
}

export function yamlOf(rules: readonly TypedRule[]): string {
  return rules.map(ruleYaml).join('');
}

/** The text as it stands, if it can be changed: what does not load is the person's to correct. */
async function current(file: string): Promise<Result<string>> {
  const text = await fileText(file)();
  if (text.kind === 'none') return ok('');
  if (text.kind === 'unreadable') return fail(unusable(`${file}: ${text.reason}`));
  const read = readPolicy(text.text, { layer: 'user', source: 'policy.yaml', file });
  return read.ok ? ok(text.text) : fail(unusable(read.problems.map(problemLine).join('\n')));
}

function unusable(problem: string) {
  const next = 'Correct the file first: teatree gate check';
  return { code: 'policy-malformed', message: `The policy file cannot take the change: ${problem}`, next };
}

function unknownRule(file: string, id: string) {
  return { code: 'rule-unknown', message: `${file} has no rule ${id}`, next: 'List them: teatree gate rules' };
}
