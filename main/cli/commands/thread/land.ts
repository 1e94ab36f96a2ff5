import type { Snapshot } from '../../../../core/contract.ts';
import { notReviewable } from '../../../../core/loop/decide/landing.ts';
import { headsOf } from '../../../../core/model/change-set.ts';
import { currentLanding } from '../../../../core/model/thread.ts';
import type { Thread } from '../../../../core/model/thread.ts';
import { fail, ok } from '../../../../core/result.ts';
import type { Result } from '../../../../core/result.ts';
import { landingWords, stepsOf, stepWords } from '../../../../core/views/landing.ts';
import type { Command, ExitCode } from '../../command-line/command.ts';
import { followThread } from '../../factory/follow.ts';
import { THREAD, threadThere } from '../../factory/thread-there.ts';
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
  positionals: [THREAD],
  options: { 'no-wait': { about: 'do not stay until the landing ended' } },
  async run(context) {
    const { args, screen } = context;
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

export const threadLandCommands: readonly Command[] = [approve, land];

function landsWhat(snapshot: Snapshot, thread: Thread): string {
  const name = repoNames(snapshot);
  const rows = thread.changes
    .filter((change) => change.head !== change.base)
    .map((change) => {
      const branch = snapshot.repos.find((repo) => repo.id === change.repo)?.defaultBranch ?? '?';
      const size = `${String(change.commits)} commits, ${String(change.files)} files, +${String(change.added)} −${String(change.deleted)}`;
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
