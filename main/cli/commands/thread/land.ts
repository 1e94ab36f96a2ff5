import type { Snapshot } from '../../../../core/contract.ts';
import { notReviewable } from '../../../../core/loop/decide/landing.ts';
import { headsOf } from '../../../../core/model/change-set.ts';
import { currentLanding } from '../../../../core/model/thread.ts';
import type { Thread } from '../../../../core/model/thread.ts';
import { fail, ok } from '../../../../core/result.ts';
import type { Result } from '../../../../core/result.ts';
import { landingWords, stepsOf, stepWords } from '../../../../core/views/landing.ts';
import { counted } from '../../../../core/views/text/counted.ts';
import type { Command, CommandContext, ExitCode } from '../../command-line/command.ts';
import { followThread } from '../../factory/follow.ts';
import { THREAD, threadThere } from '../../factory/thread-there.ts';
import { findThread } from '../../names.ts';
import { cleanLine, table } from '../../screen.ts';
import type { Screen } from '../../screen.ts';
import { repoNames } from '../../text/thread-text.ts';

const approve: Command = {
  name: 'thread approve',
  about: 'Approve exactly the commits as they are now; landing is a second step',
  positionals: [THREAD],
  async run(context) {
    const looked = await threadThere(context, 'record');
    if (!looked.ok) return looked;
    const { connection, snapshot, thread } = looked.value;
    const missing = notReviewable(thread);
    if (missing) return fail(missing);
    const heads = [...headsOf(thread.changes)];
    context.screen.note(landsWhat(snapshot, thread));
    const approved = await connection.call('threads.approve', { thread: thread.thread, heads });
    if (!approved.ok) return approved;
    context.screen.print(
      { thread: thread.thread, heads },
      `#${String(thread.number)} is approved: teatree thread land ${String(thread.number)}`,
    );
    return ok(0);
  },
};

const land: Command = {
  name: 'thread land',
  about: 'Approve the commits as they are now and move them onto their branches, all repos or none',
  positionals: [{ ...THREAD, many: true }],
  options: {
    together: { about: 'Several threads: try all of them together first, then land them in the suggested order' },
    'no-wait': { about: 'do not stay until the landing ended' },
  },
  async run(context) {
    const { args, screen } = context;
    if (args.has('together') || args.rest(THREAD.name).length > 1) return landTogether(context);
    const looked = await threadThere(context, args.has('no-wait') ? 'record' : 'work');
    if (!looked.ok) return looked;
    const { connection, snapshot, thread } = looked.value;
    const heads = [...headsOf(thread.changes)];
    if (heads.length > 0) screen.note(landsWhat(snapshot, thread));
    const started = await connection.call('threads.land', {
      thread: thread.thread,
      ...(heads.length > 0 && { heads }),
    });
    if (!started.ok) return started;
    if (args.has('no-wait')) {
      screen.print({ thread: thread.thread, heads }, `#${String(thread.number)} is landing`);
      return ok(0);
    }
    const after = await followThread(connection, screen, thread.thread);
    return after.ok ? report(snapshot, screen, after.value) : after;
  },
};

/** Follows the last of them: it is at rest when all are. */
async function landTogether(context: CommandContext): Promise<Result<ExitCode>> {
  const { args, screen } = context;
  if (!args.has('together'))
    return fail({
      code: 'bad-usage',
      message: 'More than one thread is named',
      next: 'Add --together, or land them one by one',
    });
  if (args.rest(THREAD.name).length < 2)
    return fail({
      code: 'bad-usage',
      message: '--together is for several threads, and one is named',
      next: 'Name the others as well, or land it without --together',
    });
  const looked = await threadThere(context, args.has('no-wait') ? 'record' : 'work');
  if (!looked.ok) return looked;
  const { connection, snapshot } = looked.value;
  const threads: Thread[] = [];
  for (const name of args.rest(THREAD.name)) {
    const thread = findThread(snapshot, name);
    if (!thread.ok) return thread;
    const missing = notReviewable(thread.value);
    if (missing) return fail({ ...missing, message: `#${String(thread.value.number)}: ${missing.message}` });
    threads.push(thread.value);
    screen.note(landsWhat(snapshot, thread.value));
  }
  const asked = threads.map(({ thread, changes }) => ({ thread, heads: [...headsOf(changes)] }));
  const begun = await connection.call('threads.landTogether', { threads: asked });
  if (!begun.ok) return begun;
  const { order } = begun.value;
  if (args.has('no-wait')) {
    const numbers = order.map((id) => `#${String(threads.find(({ thread }) => thread === id)?.number ?? id)}`);
    screen.print({ order }, `They land together, in this order: ${numbers.join(', ')}`);
    return ok(0);
  }
  const last = order.at(-1);
  const after = last && (await followThread(connection, screen, last));
  if (after && !after.ok) return after;
  const now = await connection.call('app.snapshot', {});
  if (!now.ok) return now;
  const codes = order.map((id) => {
    const thread = now.value.threads.find((each) => each.thread === id);
    const told = thread ? report(snapshot, screen, thread) : ok<ExitCode>(1);
    return told.ok ? told.value : 1;
  });
  return ok(codes.every((code) => code === 0) ? 0 : 1);
}

export const threadLandCommands: readonly Command[] = [approve, land];

function landsWhat(snapshot: Snapshot, thread: Thread): string {
  const name = repoNames(snapshot);
  const rows = thread.changes
    .filter((change) => change.head !== change.base)
    .map((change) => {
      const branch = snapshot.repos.find((repo) => repo.id === change.repo)?.defaultBranch ?? '?';
      const size = `${counted(change.commits, 'commit')}, ${counted(change.files, 'file')}, +${String(change.added)} −${String(change.deleted)}`;
      return [' ', name(change.repo), change.head.slice(0, 10), `→ ${branch}`, size];
    });
  return `#${String(thread.number)} ${cleanLine(thread.title)}\n${table(rows)}`;
}

/** Exactly what was pushed, repo by repo. */
function report(snapshot: Snapshot, screen: Screen, thread: Thread): Result<ExitCode> {
  const landing = currentLanding(thread);
  if (!landing) throw new Error(`${thread.thread} was landed without a landing`);
  const words = landingWords(landing);
  const name = repoNames(snapshot);
  const steps = stepsOf(landing).map(({ repo, step }) => [
    ' ',
    name(repo),
    stepWords(step).word,
    cleanLine(stepWords(step).detail, 200),
  ]);
  const text = `#${String(thread.number)} ${screen.paint(words.tone, words.word)}: ${cleanLine(words.reason, 200)}\n${table(steps)}`;
  screen.print({ thread: thread.thread, landing }, text);
  return ok(landing.ended?.outcome === 'landed' ? 0 : 1);
}
