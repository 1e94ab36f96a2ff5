import { z } from 'zod';
import { normalise } from '../../../../core/gates/action.ts';
import type { GateContext } from '../../../../core/gates/context.ts';
import { exampleCwd } from '../../../../core/gates/example/context.ts';
import { judge } from '../../../../core/gates/policy.ts';
import type { Policy } from '../../../../core/gates/policy.ts';
import { ok } from '../../../../core/result.ts';
import type { Command } from '../../command-line/command.ts';
import { cleanLine } from '../../screen.ts';
import { ContextFacts, openContext, withFacts } from './gate-context.ts';
import { openPolicy, policyOption } from './gate-policy.ts';
import { readRows } from './rows.ts';

const Row = z.object({
  id: z.union([z.string(), z.number()]),
  command: z.string().optional(),
  tool: z.string().optional(),
  input: z.record(z.string(), z.json()).optional(),
  cwd: z.string().optional(),
  facts: ContextFacts.optional().catch(undefined),
});
type Row = z.infer<typeof Row>;

export const gateJudge: Command = {
  name: 'gate judge',
  about: 'Judge calls: JSON Lines in, one verdict per line out',
  options: { context: { about: 'the facts of the run; without it an example', value: 'FILE' }, policy: policyOption },
  async run({ args, screen, readInput }) {
    const context = await openContext(args.value('context'));
    if (!context.ok) return context;
    const policy = await openPolicy(args.value('policy'));
    if (!policy.ok) return policy;
    const rows = readRows(await readInput(), Row);
    if (!rows.ok) return rows;
    for (const row of rows.value) {
      const judged = judgeRow(row, context.value, policy.value);
      screen.print(
        judged,
        `${judged.v.padEnd(5)} ${judged.rule.padEnd(7)} ${String(judged.id)} ${cleanLine(judged.reason, 200)}`,
      );
    }
    return ok(0);
  },
};

/** `us` is the time from the call to the verdict, in microseconds. */
function judgeRow(row: Row, context: GateContext, policy: Policy) {
  const cwd = row.cwd ?? context.worktrees[0]?.path ?? exampleCwd;
  const given = row.facts ? withFacts(context, row.facts, cwd) : context;
  const tool = row.tool ?? 'shell';
  const input = row.input ?? (row.command === undefined ? {} : { command: row.command });
  const start = performance.now();
  const { kind, rule, reason, next } = judge(
    normalise({ id: `row ${String(row.id)}`, tool, input, cwd }, given),
    given,
    policy,
  );
  const us = Math.round((performance.now() - start) * 1000);
  return { id: row.id, v: kind, rule, reason, next, us };
}
