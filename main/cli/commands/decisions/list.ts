import { stateOf } from '../../../../core/contract/recorded.ts';
import { agreementOf, agreementWords } from '../../../../core/decisions/replay.ts';
import { proposalsOf } from '../../../../core/decisions/rules.ts';
import { authorWords, choiceWords } from '../../../../core/decisions/words.ts';
import { decisionsIn } from '../../../../core/loop/decisions/decisions-in.ts';
import type { FactoryState } from '../../../../core/loop/state.ts';
import type { TakenDecision } from '../../../../core/model/deciding/decision.ts';
import { fail, ok } from '../../../../core/result.ts';
import type { Result } from '../../../../core/result.ts';
import type { Command, ExitCode } from '../../command-line/command.ts';
import { snapshotThere } from '../../factory/snapshot-there.ts';
import { clean, cleanLine, table } from '../../screen.ts';
import type { Screen } from '../../screen.ts';

export const decisionsList: Command = {
  name: 'decisions list',
  about: 'Show what was decided, newest first, and how often the rules agreed; --open: what waits for you',
  options: { open: { about: 'what is proposed and not decided yet' } },
  async run({ args, screen, connect }) {
    const there = await snapshotThere(connect);
    if (!there.ok) return there;
    const { snapshot } = there.value;
    const state = stateOf(snapshot);
    return args.has('open') ? showOpen(screen, state) : showTaken(screen, state);
  },
};

function showOpen(screen: Screen, state: FactoryState): Result<ExitCode> {
  const proposals = proposalsOf(state, Date.now());
  const rows = proposals.map(({ key, choice, reason, must }) => [
    cleanLine(choiceWords(state, choice), 80),
    cleanLine(must ? `${reason}; it waits for this` : reason, 120),
    key,
  ]);
  screen.print(proposals, rows.length > 0 ? table(rows) : 'Nothing waits for a decision');
  return ok(0);
}

function showTaken(screen: Screen, state: FactoryState): Result<ExitCode> {
  const taken = [...decisionsIn(state)].reverse();
  const [rules, model] = [agreementOf(state, 'rules'), agreementOf(state, 'model')];
  const rows = taken.map((decision) => [
    decision.id,
    new Date(decision.at).toISOString(),
    authorWords(decision),
    cleanLine(choiceWords(state, decision.applied), 80),
    decision.undone ? 'undone' : cleanLine(decision.reason, 100),
  ]);
  screen.print(
    { decisions: taken, agreement: { rules, model } },
    rows.length > 0 ? `${table(rows)}\nDone: ${agreementWords(state)}` : 'Nothing has been decided yet',
  );
  return ok(0);
}

export const decisionsShow: Command = {
  name: 'decisions show',
  about: 'Show one decision: what was known, what the rules said, what was done and why',
  positionals: [{ name: 'DECISION', about: 'its id' }],
  async run({ args, screen, connect }) {
    const there = await snapshotThere(connect);
    if (!there.ok) return there;
    const { snapshot } = there.value;
    const state = stateOf(snapshot);
    const decision = decisionsIn(state).find(({ id }) => id === args.positional('DECISION'));
    if (!decision)
      return fail({
        code: 'decision-not-found',
        message: `There is no decision ${args.positional('DECISION')}`,
        next: 'List them: teatree decisions list',
      });
    screen.print(decision, clean(pageOf(state, decision)));
    return ok(0);
  },
};

function pageOf(state: FactoryState, decision: TakenDecision): string {
  const { applied, rules, model, reason, evidence, alternatives, board, undone, at } = decision;
  return [
    `${choiceWords(state, applied)}, by ${authorWords(decision)} at ${new Date(at).toISOString()}`,
    `Because: ${reason}`,
    ...evidence.map(({ kind, text }) => `  ${kind}: ${text}`),
    `The rules: ${rules ? choiceWords(state, rules) : 'had nothing to say'}`,
    ...(model ? [`The model: ${choiceWords(state, model)}`] : []),
    `It could have been: ${alternatives.join(', ') || 'nothing else'}`,
    `On board ${board}`,
    undone ? `Undone at ${new Date(undone.at).toISOString()}` : `Take it back: teatree decisions undo ${decision.id}`,
  ].join('\n');
}
