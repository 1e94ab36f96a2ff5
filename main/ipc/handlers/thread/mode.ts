import type { ParsedInput } from '../../../../core/contract.ts';
import type { Done } from '../../../../core/contract/method.ts';
import type { Actor } from '../../../../core/model/ask.ts';
import { fail, ok } from '../../../../core/result.ts';
import type { Result } from '../../../../core/result.ts';
import type { Services } from '../../services.ts';
import { noThread } from './start-review.ts';

/** Only what its harness is known to have: a mode in which a program asks nobody is none of them. */
export async function chooseMode(
  { orchestrator, harnesses }: Pick<Services, 'orchestrator' | 'harnesses'>,
  { thread: id, mode }: ParsedInput<'threads.chooseMode'>,
  by: Actor,
): Promise<Result<Done>> {
  const thread = orchestrator.state.threads.get(id);
  if (!thread) return fail(noThread(id));
  const known = (await harnesses()).find((each) => each.id === thread.harness.id);
  const { modes = [], title = thread.harness.id } = known ?? {};
  if (modes.length === 0) return fail({ code: 'no-modes', message: `${title} has no modes to choose from` });
  if (!modes.some((each) => each.id === mode))
    return fail({
      code: 'mode-unknown',
      message: `mode: ${title} has none called ${mode}`,
      next: `There is: ${modes.map((each) => each.id).join(', ')}`,
    });
  const chosen = await orchestrator.dispatch({ type: 'thread.choose-mode', thread: id, mode, by });
  return chosen.ok ? ok({ done: true }) : chosen;
}
