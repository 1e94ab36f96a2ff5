import type { Call, Snapshot } from '../../../../core/contract.ts';
import type { ReviewId } from '../../../../core/ids.ts';
import { placeText } from '../../../../core/loop/decide/review.ts';
import { openReview } from '../../../../core/model/review/review.ts';
import type { Thread } from '../../../../core/model/thread.ts';
import { fail, ok } from '../../../../core/result.ts';
import type { Result } from '../../../../core/result.ts';
import type { Command, ExitCode } from '../../command-line/command.ts';
import { followThread } from '../../factory/follow.ts';
import { THREAD, threadThere } from '../../factory/thread-there.ts';
import { clean, cleanLine } from '../../screen.ts';
import type { Screen } from '../../screen.ts';
import { repoNames } from '../../text/thread-text.ts';
import { readRecipeChoice } from './new.ts';

/** Ends with 0 when the reviewer had nothing to say against it, with 1 when it had or could not. */
export const threadReview: Command = {
  name: 'thread review',
  about: 'Have another agent look at the commits as they are; it changes nothing, and its findings become comments',
  positionals: [THREAD],
  options: {
    harness: { value: 'NAME', about: 'who reviews; otherwise one that did not make the commits' },
    model: { value: 'NAME', about: 'for a harness that takes one' },
    recipe: { value: 'NAME|FILE', about: 'for the recipe harness' },
    input: { value: 'KEY=VALUE', about: "a value for one of the recipe's inputs", many: true },
    stop: { about: 'stop the review that is under way' },
    'no-wait': { about: 'do not stay until the review ended' },
  },
  async run(context) {
    const { args, screen } = context;
    const recipe = await readRecipeChoice(args);
    if (!recipe.ok) return recipe;
    const there = await threadThere(context, args.has('stop') || args.has('no-wait') ? 'record' : 'work');
    if (!there.ok) return there;
    const { connection, call, snapshot } = there.value;
    const { thread, number } = there.value.thread;
    if (args.has('stop')) return stop(call, screen, there.value.thread);
    const [harness, model] = [args.value('harness'), args.value('model')];
    const started = await call('threads.review', {
      thread,
      ...(harness !== undefined && { harness }),
      ...(model !== undefined && { model }),
      ...(recipe.value && { recipe: recipe.value }),
    });
    if (!started.ok) return started;
    screen.note(clean(started.value.notice));
    if (args.has('no-wait')) {
      screen.print(started.value, `#${String(number)} is reviewed by ${started.value.harness}`);
      return ok(0);
    }
    const after = await followThread(connection, screen, thread);
    return after.ok ? report({ snapshot, screen }, after.value, started.value.review) : after;
  },
};

async function stop(call: Call, screen: Screen, { thread, number, reviews }: Thread): Promise<Result<ExitCode>> {
  const open = openReview(reviews);
  if (!open) return fail({ code: 'review-over', message: `Thread #${String(number)} has no review under way` });
  const stopped = await call('threads.cancelReview', { thread, review: open.id });
  if (!stopped.ok) return stopped;
  screen.print({ thread, review: open.id }, `The review of #${String(number)} is stopped`);
  return ok(0);
}

type Around = { readonly snapshot: Snapshot; readonly screen: Screen };

function report({ snapshot, screen }: Around, thread: Thread, id: ReviewId): Result<ExitCode> {
  const review = thread.reviews.find((each) => each.id === id);
  const state = review?.runs.at(-1)?.state;
  const comments = thread.comments.filter(({ author }) => author.kind === 'run' && author.review === id);
  const name = repoNames(snapshot);
  const lines = comments.map(
    (comment) => `${comment.severity.padEnd(6)} ${clean(placeText(comment, name))}  ${cleanLine(comment.title, 200)}`,
  );
  const end = state?.kind === 'ended' ? `${state.outcome}: ${cleanLine(state.reason, 300)}` : 'it has not ended';
  const summary = review?.report?.summary ? [cleanLine(review.report.summary, 500)] : [];
  screen.print({ thread: thread.thread, review, comments }, [`Review ${end}`, ...summary, ...lines].join('\n'));
  const approved = state?.kind === 'ended' && state.outcome === 'succeeded' && comments.length === 0;
  return ok(approved ? 0 : 1);
}
