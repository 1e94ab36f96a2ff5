import { canaryOf } from '../../../core/gates/rules/factory/canary.ts';
import type { Repo } from '../../../core/model/repo.ts';
import type { Thread } from '../../../core/model/thread.ts';
import { fail, ok } from '../../../core/result.ts';
import type { Result } from '../../../core/result.ts';
import { readPerson, unnamed } from '../../git/merge.ts';
import { HarnessFailure } from '../../harness/harness-failure.ts';
import type { Harness } from '../../harness/harness.ts';
import { findHarness } from '../../harness/registry.ts';
import { removeSkills } from '../../harness/skills.ts';
import { cleanEnvironment } from '../../process/environment.ts';
import type { ContainmentState } from '../../process/containment/containment.ts';
import type { SkillShelf } from '../../skills/shelf.ts';
import { collectWork } from '../../workspace/collect.ts';
import { cacheEnvironment, containThread } from '../../workspace/containment.ts';
import { placeOf, threadEnvironment } from '../../workspace/place.ts';
import { worktreesStand } from '../../workspace/removal/verify.ts';
import { containReview } from '../../workspace/review/contain-review.ts';
import type { ReviewPlace } from '../../workspace/review/review-place.ts';
import { giveSkills } from '../brief/given-skills.ts';
import type { Backstop } from '../surroundings/backstop.ts';
import type { HarnessStart, StartedHarness } from './parts.ts';

export type HarnessHall = {
  readonly dataFolder: string;
  readonly harnesses: readonly Harness[];
  readonly backstop: Pick<Backstop, 'look' | 'prove'>;
  readonly skills: SkillShelf;
  repo(id: Repo['id']): Repo | undefined;
};

/** Starts the thread's harness in its workspace, with an environment that holds nothing it does not need. */
export async function startHarness(
  hall: HarnessHall,
  { thread, run, session, callbacks, phase, review }: HarnessStart,
): Promise<Result<StartedHarness>> {
  const harness = findHarness(hall.harnesses, thread.harness.id);
  if (!harness) return fail({ code: 'harness-unknown', message: `There is no harness ${thread.harness.id} here` });
  if (thread.workspace.kind !== 'ready')
    return fail({ code: 'workspace-missing', message: 'The workspace is not ready' });
  const { path, worktrees, ports } = thread.workspace;
  const place = review ?? placeOf(hall.dataFolder, thread);
  const repos = worktrees.map((worktree) => ({
    name: hall.repo(worktree.repo)?.name ?? worktree.repo,
    path: worktree.path,
  }));
  const env = cleanEnvironment({
    ...(await identity(repos[0]?.path ?? path)),
    TMPDIR: place.scratch,
    GIT_TERMINAL_PROMPT: '0',
    ...threadEnvironment(thread, ports),
  });
  const whole = review ? ok(true) : await worktreesStand(hall, thread);
  if (!whole.ok) return whole;
  // A review has checkouts of its own and commits nothing: the worker's outboxes are not to be touched for it.
  const collected = review ? ok(true) : await collectWork(hall, thread);
  if (!collected.ok) return collected;
  const state = await hall.backstop.look();
  const containment = review
    ? await reviewContainment(hall, { thread, review, state })
    : await containmentOf(hall, thread, state);
  if (!containment.ok) return containment;
  const skills = await giveSkills(hall.skills, {
    ...{ harness, thread, phase: review ? 'review' : phase },
    place: { state: place.state, repos, workspace: path },
  });
  try {
    const started = await harness.start({
      skills: skills.folder,
      run,
      workspace: path,
      repos,
      session,
      state: place.state,
      canary: canaryOf(run),
      config: thread.harness.config,
      env: containment.value ? { ...env, ...cacheEnvironment(place) } : env,
      containment: containment.value,
      callbacks,
    });
    void started.exited.then(() => removeSkills(skills.folder));
    return ok({ session: started, skills, contained: await hall.backstop.prove(started.process.pid, state) });
  } catch (error) {
    removeSkills(skills.folder);
    return failureOf(error);
  }
}

function failureOf(error: unknown): Result<never> {
  if (!(error instanceof HarnessFailure)) throw error;
  return fail({ code: error.code, message: error.message, ...(error.next && { next: error.next }) });
}

async function reviewContainment(
  hall: HarnessHall,
  {
    thread,
    review,
    state,
  }: { readonly thread: Thread; readonly review: ReviewPlace; readonly state: ContainmentState },
) {
  if (state.kind === 'not-contained') return ok(undefined);
  const repos = thread.repos.flatMap((id) => hall.repo(id) ?? []);
  const ground = { by: state.by, network: 'shared', dataFolder: hall.dataFolder } as const;
  return ok(await containReview(ground, review, repos));
}

async function containmentOf(hall: HarnessHall, thread: Thread, state: ContainmentState) {
  if (state.kind === 'not-contained' || thread.workspace.kind !== 'ready') return ok(undefined);
  const worktrees = thread.workspace.worktrees.flatMap((worktree) => {
    const repo = hall.repo(worktree.repo);
    return repo ? [{ repo, worktree }] : [];
  });
  const place = placeOf(hall.dataFolder, thread);
  return containThread({ by: state.by, network: 'shared', dataFolder: hall.dataFolder, place, worktrees });
}

/** Where git knows no name, an agent's commits bear the factory's; otherwise git finds the person's own. */
async function identity(repo: string): Promise<Readonly<Record<string, string>>> {
  const person = await readPerson(repo);
  if (!person.ok || (person.value.name !== unnamed.name && person.value.email !== unnamed.email)) return {};
  const { name, email } = person.value;
  return { GIT_AUTHOR_NAME: name, GIT_AUTHOR_EMAIL: email, GIT_COMMITTER_NAME: name, GIT_COMMITTER_EMAIL: email };
}
