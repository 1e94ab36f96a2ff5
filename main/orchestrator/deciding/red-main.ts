import type { CommitId } from '../../../core/ids.ts';
import type { CheckEnd } from '../../../core/model/check.ts';
import type { Repo, RepoConfig } from '../../../core/model/repo.ts';
import type { Result } from '../../../core/result.ts';
import { runChecks } from '../../checks/run-checks.ts';
import { revParse } from '../../git/ancestry.ts';
import type { SignalDraft } from '../../intake/signals/new-signal.ts';
import type { Heard, SignalSource } from '../../intake/signals/source.ts';

type RedMainParts = {
  readonly repos: () => Iterable<Repo>;
  readonly readConfig: (repo: Repo) => Promise<Result<RepoConfig>>;
  /** For clean checkouts; ours alone. */
  readonly folder: string;
  /** Whether the machine has room for what nobody waits for. */
  readonly room: () => boolean;
  readonly signal: AbortSignal;
};

const everyMs = 30_000;

/**
 * Runs a repo's checks over its default branch whenever that has moved, by a landing or by anybody. Red is a signal that
 * stops the line; the next green ends it. Where the branch stands at the start is taken as it is, unless it was red.
 */
export function redMain({ repos, readConfig, folder, room, signal }: RedMainParts): SignalSource {
  const looked = new Map<Repo['id'], CommitId>();

  async function lookAt(repo: Repo, known: Heard, now: number) {
    const ref = `refs/remotes/${repo.remote.name}/${repo.defaultBranch}`;
    const head = await revParse(repo.path, ref);
    const red = [...known.values()].filter((each) => each.repo === repo.id).map(({ externalId }) => externalId);
    const before = looked.get(repo.id);
    if (!head.ok || before === head.value) return undefined;
    if (before === undefined && red.every((id) => id === idOf(repo, head.value))) {
      looked.set(repo.id, head.value);
      return undefined;
    }
    const config = await readConfig(repo);
    if (!config.ok) return undefined;
    const place = {
      id: repo.id,
      name: repo.name,
      path: repo.path,
      commit: head.value,
      changed: true,
      protectedRef: ref,
    };
    const ends = await runChecks({
      ...{ folder, repos: [{ ...place, config: config.value }], signal, marker: `red-main:${repo.id}` },
      ...{ onPlanned: nothing, onEnded: nothing, onOutput: () => undefined },
    });
    if (!ends.ok) return undefined;
    looked.set(repo.id, head.value);
    const failed = ends.value.filter(({ outcome }) => outcome !== 'passed');
    return { gone: red, there: failed.length === 0 ? [] : [draftOf(repo, head.value, { failed, now })] };
  }

  return {
    name: 'red-main',
    everyMs,
    async look({ known, now }) {
      const there: SignalDraft[] = [];
      const gone: string[] = [];
      for (const repo of repos()) {
        if (signal.aborted || !room()) break;
        const found = await lookAt(repo, known, now);
        there.push(...(found?.there ?? []));
        gone.push(...(found?.gone ?? []));
      }
      const still = new Set(there.map(({ externalId }) => externalId));
      return { there, gone: gone.filter((id) => !still.has(id)) };
    },
  };
}

function nothing(): Promise<void> {
  return Promise.resolve();
}

function idOf({ id }: Repo, commit: CommitId): string {
  return `${id}@${commit}`;
}

function draftOf(
  repo: Repo,
  commit: CommitId,
  { failed, now }: { readonly failed: readonly CheckEnd[]; readonly now: number },
): SignalDraft {
  const names = failed.map(({ name }) => name).join(', ');
  return {
    ...{ source: 'red-main', externalId: idOf(repo, commit), revision: now, repo: repo.id, kind: 'red-main', at: now },
    title: `${repo.name} is red on ${repo.defaultBranch}: ${names}`,
    body: failed.map(({ name, tail }) => `${name} at ${commit.slice(0, 10)}:\n${tail}`).join('\n\n'),
    ...{ actor: 'the checks', trust: 'own' },
  };
}
