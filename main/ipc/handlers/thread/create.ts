import type { BriefView } from '../../../../core/brief/brief-view.ts';
import type { ParsedInput } from '../../../../core/contract.ts';
import { InstructionId, ThreadId } from '../../../../core/ids.ts';
import type { Command } from '../../../../core/loop/command.ts';
import { decide } from '../../../../core/loop/decide.ts';
import { evolve } from '../../../../core/loop/evolve.ts';
import { emptyState } from '../../../../core/loop/state.ts';
import { ok } from '../../../../core/result.ts';
import type { Result } from '../../../../core/result.ts';
import type { Services } from '../../services.ts';
import { chooseHarness } from './harness.ts';
import { titleOf } from './title.ts';

type Wish = ParsedInput<'threads.create'>;

export async function createThread(services: Services, wish: Wish) {
  const command = await commandFor(services, wish);
  if (!command.ok) return command;
  const created = await services.orchestrator.dispatch(command.value);
  if (!created.ok) return created;
  const event = created.value.map((entry) => entry.event).find((each) => each.type === 'thread.created');
  if (event?.type !== 'thread.created') throw new Error('thread.create recorded no thread.created');
  return ok({ thread: event.thread, number: event.number });
}

/** The same command is decided and folded into a state of its own: what would be created, and is not. */
export async function previewBrief(services: Services, wish: Wish): Promise<Result<BriefView>> {
  const command = await commandFor(services, wish);
  if (!command.ok) return command;
  const decided = decide(services.orchestrator.state, command.value);
  if (!decided.ok) return decided;
  const state = emptyState();
  const at = services.now();
  decided.value.forEach((event, index) => evolve(state, { seq: index + 1, at, event }));
  const [thread] = state.threads.values();
  if (!thread) throw new Error('thread.create decided no thread.created');
  return services.briefs.view(thread);
}

/** Everything is validated before anything is recorded. */
async function commandFor(services: Services, wish: Wish): Promise<Result<Command>> {
  const harness = await chooseHarness(services, wish);
  if (!harness.ok) return harness;
  const { goal, repos } = wish;
  const thread = ThreadId.parse(services.newId('thr'));
  const brief = { thread, title: wish.title ?? titleOf(goal), goal, repos, harness: harness.value };
  const instruction = { id: InstructionId.parse(services.newId('ins')), kind: 'goal', text: goal } as const;
  return ok({ type: 'thread.create', brief, instruction });
}
