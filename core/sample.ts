import type { Call } from './contract.ts';
import type { SampleRepo } from './contract/welcome-methods.ts';
import type { RepoId, ThreadId } from './ids.ts';
import { ok } from './result.ts';
import type { Result } from './result.ts';

const RECIPE = 'sample-rename';
const TITLE = 'Rename makeSlug to slugify';
const GOAL =
  'The library textkit exports makeSlug; people search for slugify. Rename it in the library and in both consumers, and land the library first.';

/** Registers the sample's repos and creates its thread, as a person would. What is there already is taken as it is. */
export async function createSampleThread(call: Call, sample: readonly SampleRepo[]): Promise<Result<ThreadId>> {
  const snapshot = await call('app.snapshot', {});
  if (!snapshot.ok) return snapshot;
  const repos: RepoId[] = [];
  for (const { clone } of sample) {
    const known = snapshot.value.repos.find((repo) => repo.path === clone);
    const added = known ? ok(known) : await call('repos.add', { path: clone });
    if (!added.ok) return added;
    repos.push(added.value.id);
  }
  const earlier = snapshot.value.threads.find((thread) => thread.title === TITLE && !thread.dropped);
  if (earlier) return ok(earlier.thread);
  const created = await call('threads.create', {
    title: TITLE,
    goal: GOAL,
    repos,
    recipe: { name: RECIPE, inputs: {} },
  });
  return created.ok ? ok(created.value.thread) : created;
}
