import type { GateContext } from '../../../core/gates/context.ts';
import { backTest, recalled } from '../../../core/gates/policy/back-test.ts';
import type { PastAction } from '../../../core/gates/policy/back-test.ts';
import { draftRules, emptyUser } from '../../../core/gates/policy/draft.ts';
import { isWithin } from '../../../core/gates/paths.ts';
import type { RulePreview } from '../../../core/model/gate.ts';
import type { Thread } from '../../../core/model/thread.ts';
import { fail, ok } from '../../../core/result.ts';
import type { Result } from '../../../core/result.ts';
import { understand } from '../understand.ts';
import { createPolicyPen, yamlOf } from './policy-pen.ts';
import type { Record } from './policy-pen.ts';
import type { Drafted, PolicyOffice, Wish } from './policy-port.ts';
import { reportOf, viewsOf } from './policy-view.ts';
import type { Shelf } from './shelf.ts';

export type OfficeOptions = {
  readonly shelf: Shelf;
  readonly contextOf: (thread: Thread) => GateContext;
  /** The latest judged actions of the journal, at most so many. */
  readonly past: (limit: number) => readonly PastAction[];
  readonly record: Record;
};

/** Shows the policy, and writes into the person's file what they approved for good. */
export function createPolicyOffice(options: OfficeOptions): PolicyOffice {
  const { shelf, record } = options;
  return {
    status: shelf.status,
    subscribe: shelf.subscribe,
    draft: (wish) => draft(options, wish),
    preview: (wish) => preview(options, wish),
    async view() {
      await shelf.inForce();
      return { ...shelf.status(), file: shelf.file, rules: viewsOf(shelf.user(), shelf.others()) };
    },
    async report(gate, now) {
      await shelf.inForce();
      return reportOf({ user: shelf.user(), others: shelf.others() }, gate, now);
    },
    ...createPolicyPen(shelf, record),
  };
}

async function draft({ shelf, contextOf }: OfficeOptions, { ask, thread, scope }: Wish): Promise<Result<Drafted>> {
  if (ask.subject.kind !== 'gate')
    return fail({ code: 'answer-mismatch', message: 'Only what the gate asks can be approved for good' });
  const call = recalled(ask.subject.action);
  if (!call) return refused('the journal does not keep all of the action: it was cut, or held a secret');
  const context = contextOf(thread);
  const repo = context.worktrees.find(({ path }) => isWithin(call.cwd, path))?.repo;
  if (scope === 'repo' && repo === undefined) return refused('it does not start in the worktree of a repo');
  const { policy } = await shelf.inForce(thread);
  const command = call.input['command'];
  const rules = draftRules(await understand(call, context), {
    ...{ context, policy, raw: typeof command === 'string' ? command : undefined },
    repo: scope === 'repo' ? repo : undefined,
    taken: new Set(shelf.user()?.rules.map((rule) => rule.id)),
  });
  return rules.ok ? ok({ rules: rules.value }) : rules;
}

function refused(why: string): Result<never> {
  const next = 'Approve it once or for this thread';
  return fail({ code: 'no-typed-rule', message: `No rule can say this: ${why}`, next });
}

const mostPast = 1000;

async function preview(options: OfficeOptions, wish: Wish): Promise<RulePreview> {
  const drafted = await draft(options, wish);
  if (!drafted.ok) return { offered: false, reason: drafted.error.message };
  const { rules } = drafted.value;
  const { shelf, past } = options;
  const { policy } = await shelf.inForce();
  const user = policy.user ?? emptyUser;
  const after = { ...policy, user: { ...user, rules: [...user.rules, ...rules] } };
  return {
    ...{ offered: true, file: shelf.file, yaml: yamlOf(rules) },
    rules: rules.map(({ id }) => id),
    backTest: backTest(past(mostPast), policy, after),
  };
}
