import { assertNever } from '../../result.ts';
import type { RepoEvent } from '../event.ts';
import type { FactoryState } from '../state.ts';

export function evolveRepo(state: FactoryState, event: RepoEvent): void {
  switch (event.type) {
    case 'repo.added':
      state.repos.set(event.repo.id, event.repo);
      return;
    case 'repo.configured': {
      const repo = state.repos.get(event.repo);
      if (repo) state.repos.set(repo.id, { ...repo, config: event.config, configSource: 'edited' });
      return;
    }
    case 'repo.skills-trusted': {
      const repo = state.repos.get(event.repo);
      if (repo) state.repos.set(repo.id, { ...repo, skillsTrusted: event.trusted });
      return;
    }
    case 'repo.ordered': {
      const repo = state.repos.get(event.repo);
      if (repo) state.repos.set(repo.id, { ...repo, config: { ...repo.config, after: event.after } });
      return;
    }
    case 'repo.removed':
      state.repos.delete(event.repo);
      return;
    default:
      return assertNever(event);
  }
}
