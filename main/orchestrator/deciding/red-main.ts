import type { CommitId } from '../../../core/ids.ts';
import type { CheckEnd } from '../../../core/model/check.ts';
import type { Repo, RepoConfig } from '../../../core/model/repo.ts';
import type { Result } from '../../../core/result.ts';
import { runChecks } from '../../checks/run-checks.ts';
import { revParse } from '../../git/ancestry.ts';
import type { SignalDraft } from '../../intake/signals/new-signal.ts';
import type { SignalSource } from '../../intake/signals/source.ts';
import { readLooked } from './looked-at.ts';

type RedMainParts = {
  readonly repos: () => Iterable<Repo>;
  readonly readConfig: (repo: Repo) => Promise<Result<RepoConfig>>;
  /** For clean checkouts; ours alone. */
  readonly folder: string;
  /** A file of ours that says up to where each branch was looked at. */
  readonly memory: string;
  /** Whether the machine has room for what nobody waits for. */
  readonly room: () => boolean;
  readonly signal: AbortSignal;
};

const everyMs = 30_000;

/**
 * Runs a repo's checks over its default branch whenever that has moved, by a landing or by anybody, also while the app was
 * closed. Red is one signal that stops the line, however many commits it lasts; the next green ends it. Where the branch
 * stands when a repo is new is taken as it is.
 */
export function redMain({ repos, readConfig, folder, memory, room, signal }: RedMainParts): SignalSource {
  let remembered: ReturnType<typeof readLooked> | undefined;

  async function lookAt(repo: Repo, red: readonly string[], now: number) {
    const ref = `refs/remotes/${repo.remote.name}/${repo.defaultBranch}`;
    const looked = await (remembered ??= readLooked(memory));
    const head = await revParse(repo.path, ref);
    const before = looked.of(repo.id);
    if (!head.ok || before === head.value) return undefined;
    if (before === undefined && red.length === 0) {
      looked.note(repo.id, head.value);
      return undefined;
    }
    const config = await readConfig(repo);
    if (!config.ok) return undefined;
    const { id, name, path } = repo;
    const place = { id, name, path, commit: head.value, changed: true, protectedRef: ref };
    const ends = await runChecks({
      ...{ folder, repos: [{ ...place, config: config.value }], signal, marker: `red-main:${repo.id}` },
      ...{ onPlanned: nothing, onEnded: nothing, onOutput: () => undefined },
    });
    if (!ends.ok) return undefined;
    looked.note(repo.id, head.value);
    const failed = ends.value.filter(({ outcome }) => outcome !== 'passed');
    if (failed.length === 0) return { gone: red, there: [] };
    const [still = `${repo.id}@${head.value}`, ...others] = red;
    return { gone: others, there: [draftOf(repo, head.value, { externalId: still, failed, now })] };
  }

  return {
    name: 'red-main',
    everyMs,
    async look({ known, now }) {
      // What was found by the look before has been taken up by now.
      await (await remembered)?.save();
      const there: SignalDraft[] = [];
      const gone: string[] = [];
      for (const repo of repos()) {
        if (signal.aborted || !room()) break;
        const red = [...known.values()].filter((each) => each.repo === repo.id).map(({ externalId }) => externalId);
        const found = await lookAt(repo, red, now);
        there.push(...(found?.there ?? []));
        gone.push(...(found?.gone ?? []));
      }
      return { there, gone };
    },
  };
}

function nothing(): Promise<void> {
  return Promise.resolve();
}

function draftOf(
  repo: Repo,
  commit: CommitId,
  {
    externalId,
    failed,
    now,
  }: { readonly externalId: string; readonly failed: readonly CheckEnd[]; readonly now: number },
): SignalDraft {
  const names = failed.map(({ name }) => name).join(', ');
  return {
    ...{ source: 'red-main', externalId, revision: now, repo: repo.id, kind: 'red-main', at: now },
    title: `${repo.name} is red on ${repo.defaultBranch}: ${names}`,
    body: failed.map(({ name, tail }) => `${name} at ${commit.slice(0, 10)}:\n${tail}`).join('\n\n'),
    ...{ actor: 'the checks', trust: 'own' },
  };
}
