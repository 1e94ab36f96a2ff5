import type { LandingCause, Landing } from '../../../core/model/change-set.ts';
import type { Thread } from '../../../core/model/thread.ts';
import { findBlame } from '../../../core/radar/blame.ts';
import type { Blame } from '../../../core/radar/blame.ts';
import { fail, ok } from '../../../core/result.ts';
import type { Result } from '../../../core/result.ts';
import { fetchBranch } from '../../git/fetch.ts';
import { placeOf } from '../../workspace/place.ts';
import { markerOf } from '../perform/check.ts';
import type { WorldParts } from '../perform/parts.ts';
import { tryTogether } from './try-together.ts';
import type { Candidate, Together } from './try-together.ts';

type Parts = Pick<WorldParts, 'dataFolder' | 'thread' | 'repo' | 'readConfig' | 'report' | 'onActivity'>;

/** Why one of a group may not land. */
export type GroupObstacle = { readonly cause: LandingCause; readonly reason: string };

type Member = { readonly thread: Thread; readonly landing: Landing };

/**
 * Before the first push of a group: are all its change sets green together? It is asked by each member in its turn and
 * answered from the journal but for the first time, so a crash anywhere goes on where it was. Failure `cancelled`: ask again.
 */
export async function proveGroup(
  parts: Parts,
  { thread, landing }: Member,
  signal: AbortSignal,
): Promise<Result<GroupObstacle | undefined>> {
  const members = membersOf(parts, landing);
  const own = members.findIndex((each) => each.landing.id === landing.id);
  const stopper = members.slice(0, own).find((each) => each.landing.ended?.outcome !== 'landed');
  if (stopper) return ok(heldUp(stopper));
  if (members[0]?.landing.proven) return ok(undefined);
  const obstacle = await tryAll(parts, { thread, members, signal });
  if (!obstacle.ok || obstacle.value) return obstacle;
  const proven = await parts.report({ type: 'landing.proven', thread: thread.thread, landing: landing.id });
  return proven.ok ? ok(undefined) : proven;
}

function membersOf(parts: Pick<Parts, 'thread'>, { group }: Landing): readonly Member[] {
  return (group?.threads ?? []).flatMap((id) => {
    const thread = parts.thread(id);
    const landing = thread?.landings.find((each) => each.group?.id === group?.id);
    return thread && landing ? [{ thread, landing }] : [];
  });
}

function heldUp({ thread, landing }: Member): GroupObstacle {
  const { reason = 'it has not landed', cause = 'internal' } = landing.ended ?? {};
  return { cause, reason: `#${String(thread.number)}, which goes before it, did not land: ${reason}` };
}

type Trying = { readonly thread: Thread; readonly members: readonly Member[]; readonly signal: AbortSignal };

async function tryAll(parts: Parts, { thread, members, signal }: Trying): Promise<Result<GroupObstacle | undefined>> {
  const candidates = members.map((each) => ({ thread: each.thread, heads: each.landing.heads }));
  const fetched = await fetchTargets(parts, candidates, signal);
  if (!fetched.ok) return stopped(signal) ?? ok({ cause: 'unreachable', reason: fetched.error.message });
  const attempt = (some: readonly Candidate[]) =>
    tryTogether(parts, {
      ...{ candidates: some, signal, marker: markerOf(thread), folder: placeOf(parts.dataFolder, thread).checks },
      onOutput: tellOutput(parts, thread),
    });
  const all = await attempt(candidates);
  const end = stopped(signal);
  if (end) return end;
  if (!all.ok) return ok({ cause: 'internal', reason: `They could not be tried together: ${all.error.message}` });
  if (all.value.kind === 'green') return ok(undefined);
  if (all.value.kind === 'conflict') return ok(conflictOf(candidates, all.value));
  const blame = await findBlame(candidates.length, async (places) => {
    const tried = await attempt(places.flatMap((place) => candidates[place] ?? []));
    // What cannot be tried is nobody's fault.
    return !tried.ok || tried.value.kind !== 'red';
  });
  return stopped(signal) ?? ok(redOf(parts, { candidates, failed: all.value.failed, blame }));
}

async function fetchTargets(
  parts: Parts,
  candidates: readonly Candidate[],
  signal: AbortSignal,
): Promise<Result<true>> {
  for (const id of new Set(candidates.flatMap(({ thread }) => thread.repos))) {
    const repo = parts.repo(id);
    if (!repo) return fail({ code: 'repo-not-found', message: `Not registered any more: ${id}` });
    const fetched = await fetchBranch(repo.path, { remote: repo.remote, branch: repo.defaultBranch, signal });
    if (!fetched.ok) return fail({ ...fetched.error, message: `${repo.name}: ${fetched.error.message}` });
  }
  return ok(true);
}

function tellOutput({ onActivity }: Parts, { thread }: Thread): (text: string) => void {
  return (text) => onActivity(thread, `together: ${text.trimEnd().split('\n').at(-1) ?? ''}`);
}

function stopped(signal: AbortSignal) {
  return signal.aborted ? fail({ code: 'cancelled', message: 'The checks were stopped' }) : undefined;
}

function conflictOf(
  candidates: readonly Candidate[],
  { at, repo, paths }: Extract<Together, { kind: 'conflict' }>,
): GroupObstacle {
  const files = paths.slice(0, 5).join(', ');
  const where = `${repo.name}: ${files}${paths.length > 5 ? ` and ${String(paths.length - 5)} more` : ''}`;
  const others = at === 0 ? `with ${repo.defaultBranch}` : 'with what goes before it';
  return {
    cause: 'conflict',
    reason: `Nothing was pushed: ${numbered(candidates, at)} conflicts ${others} in ${where}`,
  };
}

type Red = {
  readonly candidates: readonly Candidate[];
  readonly failed: Extract<Together, { kind: 'red' }>['failed'];
  readonly blame: Blame;
};

function redOf(parts: Parts, { candidates, failed, blame }: Red): GroupObstacle {
  const checks = failed.map(({ name, repo }) => `${name} in ${parts.repo(repo)?.name ?? repo}`).join(', ');
  const culprit = numbered(candidates, blame.culprit);
  const whose = blame.alone
    ? `${culprit} is red by itself on the targets as they are now`
    : blame.partner === undefined
      ? `${culprit} turns it red, with several of those before it`
      : `${numbered(candidates, blame.partner)} and ${culprit} are red together`;
  return { cause: 'checks', reason: `Nothing was pushed: ${whose} (${checks})` };
}

function numbered(candidates: readonly Candidate[], place: number): string {
  return `#${String(candidates[place]?.thread.number ?? '?')}`;
}
