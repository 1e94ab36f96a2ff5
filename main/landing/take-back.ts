import type { LandingDesk, LandingRepo, Obstacle } from './desk.ts';
import { fetchBranch } from '../git/fetch.ts';
import { revertCommit } from '../git/revert.ts';
import type { CommitId } from '../../core/ids.ts';
import { fail, ok } from '../../core/result.ts';
import type { Result } from '../../core/result.ts';
import { message } from './prepare.ts';
import { publish } from './publish.ts';

export type TakenBack = { readonly reverted: readonly string[]; readonly left: readonly string[] };

const mostRebuilds = 3;

/** Takes back what this landing pushed, last first, by revert commits; a repo where that fails is named in `left`. */
export async function takeBack(desk: LandingDesk, obstacle: Obstacle): Promise<TakenBack> {
  const reverted: string[] = [];
  const left: string[] = [];
  for (const repo of [...desk.repos].reverse()) {
    const done = await takeBackOne(desk, repo, obstacle);
    if (done === 'reverted') reverted.push(repo.name);
    if (done === 'left') left.push(repo.name);
  }
  return { reverted, left };
}

async function takeBackOne(
  desk: LandingDesk,
  repo: LandingRepo,
  obstacle: Obstacle,
): Promise<'reverted' | 'left' | 'untouched'> {
  for (let rebuilds = 0; rebuilds <= mostRebuilds; rebuilds += 1) {
    const at = desk.read().steps[repo.id];
    if (at?.kind === 'reverted') return 'reverted';
    if (at?.kind === 'revert-refused') return 'left';
    if (at?.kind !== 'pushed' && at?.kind !== 'revert-claimed') return 'untouched';
    if (at.kind === 'pushed' || rebuilds > 0) {
      const claimed = await claim(desk, repo, { merge: at.merge, obstacle });
      if (!claimed.ok) return refuse(desk, repo, claimed.error.message);
    }
    const settled = await publishRevert(desk, repo);
    if (settled) return settled;
  }
  return refuse(desk, repo, `${repo.branch} kept moving`);
}

/** Undefined: the target moved meanwhile, so the revert has to be built anew. */
async function publishRevert(desk: LandingDesk, repo: LandingRepo): Promise<'reverted' | 'left' | undefined> {
  const at = desk.read().steps[repo.id];
  if (at?.kind !== 'revert-claimed') return refuse(desk, repo, 'The revert could not be recorded');
  const published = await publish(desk, repo, { from: at.target, to: at.revert });
  if (published.kind === 'moved') return undefined;
  if (published.kind !== 'done') return refuse(desk, repo, published.reason);
  await desk.report({ type: 'landing.reverted', thread: desk.thread, landing: desk.landing, repo: repo.id });
  return 'reverted';
}

async function claim(
  desk: LandingDesk,
  repo: LandingRepo,
  { merge, obstacle }: { merge: CommitId; obstacle: Obstacle },
): Promise<Result<true>> {
  const target = await fetchBranch(repo.path, { remote: repo.remote, branch: repo.branch });
  if (!target.ok) return target;
  const subject = `Revert: ${desk.title}`;
  const text = message(desk, `${subject}\n\nThe landing could not be completed: ${obstacle.reason}`);
  const built = await revertCommit(repo.path, { commit: merge, onto: target.value, message: text, at: desk.at });
  if (!built.ok) return built;
  if (built.value.kind === 'conflict')
    return fail({ code: 'revert-conflict', message: `Conflict in ${built.value.paths.join(', ')}` });
  // Somebody took it back already: the target as it stands is the reverted state.
  const revert = built.value.kind === 'reverted' ? built.value.commit : target.value;
  await desk.report({
    type: 'landing.revert-claimed',
    thread: desk.thread,
    landing: desk.landing,
    repo: repo.id,
    target: target.value,
    revert,
  });
  return ok(true);
}

async function refuse(desk: LandingDesk, repo: LandingRepo, reason: string): Promise<'left'> {
  await desk.report({
    type: 'landing.revert-refused',
    thread: desk.thread,
    landing: desk.landing,
    repo: repo.id,
    reason,
  });
  return 'left';
}
