import type { LandingOutcome, LandingStep } from '../../core/model/change-set.ts';
import type { LandingDesk, LandingRepo, Obstacle, Stopped } from './desk.ts';
import { prepare } from './prepare.ts';
import { publish } from './publish.ts';
import { takeBack } from './take-back.ts';

const mostRebuilds = 3;

/**
 * Lands a change set on all its targets or on none, from wherever the journal says an earlier attempt stopped.
 * Each step is recorded before it is done and again when the remote confirmed it.
 */
export async function land(desk: LandingDesk): Promise<void> {
  const obstacle = isTakingBack(desk) ? recordedObstacle(desk) : await forward(desk);
  if (obstacle === 'stopped') return;
  if (!obstacle)
    return end(desk, 'landed', {
      cause: undefined,
      reason: `Landed on ${desk.repos.map((repo) => repo.name).join(', ')}`,
    });
  const unknown = desk.repos.find((repo) => step(desk, repo).kind === 'push-claimed');
  const standing = await takeBack(desk, obstacle);
  const outcome: LandingOutcome =
    unknown || standing.left.length > 0 ? 'partly-landed' : standing.reverted.length > 0 ? 'reverted' : 'refused';
  const facts = [
    standing.reverted.length > 0 ? `taken back in ${standing.reverted.join(', ')}` : '',
    standing.left.length > 0 ? `still landed in ${standing.left.join(', ')}` : '',
    unknown ? `not known whether ${unknown.name} was pushed` : '',
  ].filter(Boolean);
  return end(desk, outcome, { cause: obstacle.cause, reason: [obstacle.reason, ...facts].join('; ') });
}

async function forward(desk: LandingDesk): Promise<Obstacle | Stopped | undefined> {
  const waiting = desk.repos.filter((repo) => step(desk, repo).kind === 'waiting');
  // Half-recorded preparations are made anew together: their checks ran on all merges at once.
  if (waiting.length > 0) {
    const obstacle = await prepare(
      desk,
      desk.repos.filter((repo) => step(desk, repo).kind !== 'pushed'),
    );
    if (obstacle) return obstacle;
  }
  for (const repo of desk.repos) {
    const obstacle = await pushOne(desk, repo);
    if (obstacle) return obstacle;
  }
  return undefined;
}

async function pushOne(desk: LandingDesk, repo: LandingRepo): Promise<Obstacle | Stopped | undefined> {
  for (let rebuilds = 0; ; rebuilds += 1) {
    const at = step(desk, repo);
    if (at.kind === 'pushed') return undefined;
    if (at.kind !== 'prepared' && at.kind !== 'push-claimed')
      return { cause: 'internal', reason: `${repo.name} is ${at.kind}` };
    const { target, merge } = at;
    if (at.kind === 'prepared') await report(desk, repo, 'landing.push-claimed');
    const published = await publish(desk, repo, { from: target, to: merge });
    if (published.kind === 'done') {
      await report(desk, repo, 'landing.pushed');
      return undefined;
    }
    if (published.kind === 'unknown') return { cause: 'unreachable', reason: `${repo.name}: ${published.reason}` };
    if (published.kind === 'refused') return refuse(desk, repo, { cause: 'rejected', reason: published.reason });
    if (rebuilds === mostRebuilds) return refuse(desk, repo, { cause: 'moved', reason: `${repo.branch} kept moving` });
    const obstacle = await prepare(desk, [repo]);
    if (obstacle) return obstacle === 'stopped' ? obstacle : refuse(desk, repo, obstacle);
  }
}

async function refuse(desk: LandingDesk, repo: LandingRepo, obstacle: Obstacle): Promise<Obstacle> {
  const { thread, landing } = desk;
  const reason = obstacle.reason.startsWith(`${repo.name}: `) ? obstacle.reason : `${repo.name}: ${obstacle.reason}`;
  await desk.report({ type: 'landing.push-refused', thread, landing, repo: repo.id, reason });
  return { ...obstacle, reason };
}

async function report(
  desk: LandingDesk,
  repo: LandingRepo,
  type: 'landing.push-claimed' | 'landing.pushed',
): Promise<void> {
  await desk.report({ type, thread: desk.thread, landing: desk.landing, repo: repo.id });
}

function end(
  desk: LandingDesk,
  outcome: LandingOutcome,
  { cause, reason }: { cause: Obstacle['cause'] | undefined; reason: string },
) {
  return desk
    .report({ type: 'landing.ended', thread: desk.thread, landing: desk.landing, outcome, cause, reason })
    .then(() => undefined);
}

function step(desk: LandingDesk, repo: LandingRepo): LandingStep {
  return desk.read().steps[repo.id] ?? { kind: 'waiting' };
}

function isTakingBack(desk: LandingDesk): boolean {
  return desk.repos.some((repo) =>
    ['push-refused', 'revert-claimed', 'reverted', 'revert-refused'].includes(step(desk, repo).kind),
  );
}

/** After a crash the reason is read from the journal. */
function recordedObstacle(desk: LandingDesk): Obstacle {
  const steps = desk.repos.map((repo) => step(desk, repo));
  const refused = steps.find((each) => each.kind === 'push-refused');
  return { cause: 'rejected', reason: refused?.kind === 'push-refused' ? refused.reason : 'A push was refused' };
}
