import type { ParsedInput } from '../../../../core/contract.ts';
import { answeredWith } from '../../../../core/decisions/make.ts';
import type { Proposal } from '../../../../core/decisions/proposal.ts';
import { proposalsOf } from '../../../../core/decisions/rules.ts';
import { answerAlike } from '../../../../core/decisions/same-topic.ts';
import { DecisionId, InstructionId, ThreadId } from '../../../../core/ids.ts';
import type { DecisionCommand } from '../../../../core/loop/decisions/decision-command.ts';
import type { Actor } from '../../../../core/model/ask.ts';
import type { Choice } from '../../../../core/model/deciding/decision.ts';
import type { Signal } from '../../../../core/model/deciding/signal.ts';
import { fail, ok } from '../../../../core/result.ts';
import type { Result } from '../../../../core/result.ts';
import { goalOf } from '../../../../core/signals/goal.ts';
import { usualHarness } from '../../../orchestrator/deciding/open-signal.ts';
import type { Services } from '../../services.ts';
import { chooseHarness } from '../thread/harness.ts';
import { titleOf } from '../thread/title.ts';

type Input = ParsedInput<'decisions.answer'>;
type Opens = Extract<DecisionCommand, { type: 'decision.make' }>['opens'];
type Answer = { readonly applied: Choice; readonly opens?: Opens };

/** The person's answer to a proposal, which has the last word. */
export async function answerProposal(
  services: Services,
  input: Input,
  by: Actor,
): Promise<Result<{ decision: DecisionId; thread?: ThreadId | undefined }>> {
  const { state, dispatch } = services.orchestrator;
  const now = services.now();
  const proposal = proposalsOf(state, now).find(({ key }) => key === input.key);
  if (!proposal)
    return fail({
      code: 'proposal-over',
      message: 'This is not proposed any more',
      next: 'See what is: teatree decisions list --open',
    });
  const answer = await answerOf(services, proposal, input);
  if (!answer.ok) return answer;
  const { applied, opens } = answer.value;
  const id = DecisionId.parse(services.newId('dec'));
  const decision = answeredWith(proposal, {
    id,
    applied,
    by: 'person',
    actor: by,
    now,
    reason: input.reason || undefined,
  });
  const made = await dispatch({ type: 'decision.make', decision, ...(opens && { opens }) });
  if (!made.ok) return made;
  const thread = opens?.brief.thread;
  if (thread && stopsTheLine(services, applied))
    await dispatch({
      type: 'thread.triage',
      thread,
      patch: { priority: 'P0' },
      reason: 'The default branch is red',
      by,
    });
  return ok({ decision: id, thread });
}

/** What a red default branch begins comes before everything else. */
function stopsTheLine({ orchestrator }: Services, choice: Choice): boolean {
  return choice.action === 'open' && orchestrator.state.signals.get(choice.signal)?.signal.kind === 'red-main';
}

async function answerOf(services: Services, proposal: Proposal, input: Input): Promise<Result<Answer>> {
  const { choice, alternatives } = proposal;
  const { action } = input;
  if (action !== choice.action && !alternatives.includes(action)) {
    const there = [choice.action, ...alternatives].join(', ');
    return fail({ code: 'bad-input', message: `action: ${action} is no answer to this`, next: `There is: ${there}` });
  }
  if (choice.action === 'link') {
    const applied = answerAlike(choice, action, input.into);
    return applied ? ok({ applied }) : fail({ code: 'bad-input', message: 'into: say which of the two goes on' });
  }
  if ('thread' in choice) return keepOrDrop(choice.thread, proposal, input);
  const { signal } = choice;
  if (action === 'dismiss') return ok({ applied: { action, signal, reason: input.reason ?? '' } });
  if (action === 'attach') {
    const into = input.into ?? (choice.action === 'attach' ? choice.into : undefined);
    return into === undefined
      ? fail({ code: 'bad-input', message: 'into: say which thread it belongs to' })
      : ok({ applied: { action, signal, into } });
  }
  const known = services.orchestrator.state.signals.get(signal);
  return known
    ? opening(services, known.signal, input)
    : fail({ code: 'signal-not-found', message: `There is no signal ${signal}` });
}

function keepOrDrop(
  thread: ThreadId,
  { must, reason }: Proposal,
  { action, size, reason: why = '' }: Input,
): Result<Answer> {
  if (action === 'drop') return ok({ applied: { action, thread, reason: why === '' ? reason : why } });
  if (must && why === '' && size === undefined)
    return fail({
      code: 'keep-needs-why',
      message: `It must be decided: ${reason}`,
      next: 'To keep it, say why, or give it a new size: 1, 2, 3, 5 or 8',
    });
  return ok({ applied: { action: 'keep', thread, ...(size && { size }) } });
}

async function opening(services: Services, signal: Signal, input: Input): Promise<Result<Answer>> {
  const repos = input.repos ?? (signal.repo === undefined ? [] : [signal.repo]);
  if (repos.length === 0)
    return fail({ code: 'bad-input', message: 'repos: the signal names none; say where the work is to be done' });
  const { model, recipe } = input;
  const harness = await chooseHarness(services, {
    harness: input.harness ?? usualHarness(services.orchestrator.state.threads.values(), repos),
    model,
    recipe,
  });
  if (!harness.ok) return harness;
  const goal = goalOf(signal);
  const thread = ThreadId.parse(services.newId('thr'));
  const instruction = { id: InstructionId.parse(services.newId('ins')), kind: 'goal', text: goal } as const;
  const brief = { thread, title: titleOf(signal.title), goal, repos, harness: harness.value };
  return ok({ applied: { action: 'open', signal: signal.id, into: thread }, opens: { brief, instruction } });
}
