import type { HarnessInfo, ParsedInput } from '../../../../core/contract.ts';
import { ReviewId } from '../../../../core/ids.ts';
import type { ThreadId } from '../../../../core/ids.ts';
import type { Actor } from '../../../../core/model/ask.ts';
import type { ReviewStarted } from '../../../../core/model/review/review.ts';
import { fail, ok } from '../../../../core/result.ts';
import type { Failure, Result } from '../../../../core/result.ts';
import { apartFrom, apartWords, makersOf, proposeReviewer, tooClose } from '../../../../core/review/reviewer.ts';
import type { Services } from '../../services.ts';
import { chooseHarness } from './harness.ts';

/** The checker is not the maker, unless nobody else is there and the person names the maker; then the answer says so. */
export async function startReview(
  services: Services,
  { thread: id, harness: named, ...choice }: ParsedInput<'threads.review'>,
  by: Actor,
): Promise<Result<ReviewStarted>> {
  const thread = services.orchestrator.state.threads.get(id);
  if (!thread) return fail(noThread(id));
  const makers = makersOf(thread);
  const known = await services.harnesses();
  const picked = pick(named, choice, { makers, known });
  if (!picked.ok) return picked;
  const chosen = await chooseHarness(services, { harness: picked.value, ...choice });
  if (!chosen.ok) return chosen;
  const harness = chosen.value;
  const close = tooClose(makers, harness, known);
  if (close) return fail(close);
  const apart = apartFrom(makers, harness);
  const review = ReviewId.parse(services.newId('rvw'));
  const asked = await services.orchestrator.dispatch({
    ...{ type: 'review.request', thread: id, by },
    review: { id: review, harness, apart },
  });
  if (!asked.ok) return asked;
  const title = known.find((each) => each.id === harness.id)?.title ?? harness.id;
  return ok({ review, harness: harness.id, apart, notice: apartWords(apart, title) });
}

type Around = { readonly makers: ReturnType<typeof makersOf>; readonly known: readonly HarnessInfo[] };

/** A model named alone is another model of the maker, where that takes one. */
function pick(
  named: string | undefined,
  { model }: Pick<ParsedInput<'threads.review'>, 'model'>,
  { makers, known }: Around,
): Result<string> {
  if (named !== undefined) return ok(named);
  const proposed = proposeReviewer(makers, known);
  if (proposed.ok || model === undefined) return proposed.ok ? ok(proposed.value.id) : proposed;
  const maker = known.find(
    ({ id, state, model: takes }) => takes && state === 'ready' && makers.some((each) => each.id === id),
  );
  return maker ? ok(maker.id) : proposed;
}

export function noThread(id: ThreadId): Failure {
  return { code: 'thread-not-found', message: `There is no thread ${id}`, next: 'List them: teatree thread list' };
}
