import { RepoId } from '../../../core/ids.ts';
import { fail, ok } from '../../../core/result.ts';
import type { HandlersOf } from '../handler.ts';
import type { Services } from '../services.ts';

type RepoServices = Pick<Services, 'orchestrator' | 'intake' | 'newId'>;

export function repoHandlers({ orchestrator, intake, newId }: RepoServices): HandlersOf<'repos'> {
  const { repos } = orchestrator.state;
  const changed = (id: RepoId) => {
    const repo = repos.get(id);
    return repo ? ok(repo) : fail({ code: 'repo-not-found', message: `The repo ${id} was removed meanwhile` });
  };
  return {
    'repos.add': async ({ path }) => {
      const draft = await intake.inspectRepo(path, [...repos.values()]);
      if (!draft.ok) return draft;
      const repo = { ...draft.value, id: RepoId.parse(newId('rep')) };
      const added = await orchestrator.dispatch({ type: 'repo.add', repo });
      return added.ok ? ok(repo) : added;
    },
    'repos.configure': async ({ repo: id, config }) => {
      const configured = await orchestrator.dispatch({ type: 'repo.configure', repo: id, config });
      return configured.ok ? changed(id) : configured;
    },
    'repos.trust-skills': async ({ repo: id, trusted }) => {
      const done = await orchestrator.dispatch({ type: 'repo.trust-skills', repo: id, trusted });
      return done.ok ? changed(id) : done;
    },
    'repos.remove': async ({ repo }) => {
      const removed = await orchestrator.dispatch({ type: 'repo.remove', repo });
      return removed.ok ? ok({ removed: repo }) : removed;
    },
  };
}
