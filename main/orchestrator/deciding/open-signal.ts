import { onOneLine } from '../../../core/brief/quote.ts';
import type { Proposal } from '../../../core/decisions/proposal.ts';
import { InstructionId, ThreadId } from '../../../core/ids.ts';
import type { DecisionId, RepoId } from '../../../core/ids.ts';
import type { DecisionCommand } from '../../../core/loop/decisions/decision-command.ts';
import type { FactoryState } from '../../../core/loop/state.ts';
import type { Choice } from '../../../core/model/deciding/decision.ts';
import type { Thread } from '../../../core/model/thread.ts';
import { goalOf } from '../../../core/signals/goal.ts';

type Opening = {
  readonly applied: Choice;
  readonly opens: NonNullable<Extract<DecisionCommand, { type: 'decision.make' }>['opens']>;
};

/** The thread that an order begins for a signal; undefined where nobody says in which repo. Its ids follow from the decision's. */
export function openSignal(
  { threads, signals }: Pick<FactoryState, 'threads' | 'signals'>,
  { choice, harness }: Proposal,
  decision: DecisionId,
): Opening | undefined {
  const signal = choice.action === 'open' ? signals.get(choice.signal)?.signal : undefined;
  if (!signal || signal.repo === undefined) return undefined;
  const own = decision.slice('dec_'.length);
  const thread = ThreadId.parse(`thr_${own}`);
  const repos = [signal.repo];
  const goal = goalOf(signal);
  const choiceOfHarness = { id: harness ?? usualHarness(threads.values(), repos), config: {} };
  return {
    applied: { action: 'open', signal: signal.id, into: thread },
    opens: {
      brief: { thread, title: onOneLine(signal.title, 60), goal, repos, harness: choiceOfHarness },
      instruction: { id: InstructionId.parse(`ins_${own}`), kind: 'goal', text: goal },
    },
  };
}

/** What last worked in one of these repos, then anywhere. */
export function usualHarness(threads: Iterable<Thread>, repos: readonly RepoId[]): string {
  const agents = [...threads].filter(({ harness }) => harness.id !== 'recipe').reverse();
  const here = agents.find((thread) => thread.repos.some((repo) => repos.includes(repo)));
  return (here ?? agents[0])?.harness.id ?? 'claude';
}
