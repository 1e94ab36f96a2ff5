import { sep } from 'node:path';
import type { KnownSignal, Signal } from '../../../../core/model/deciding/signal.ts';
import type { Repo } from '../../../../core/model/repo.ts';
import { ok } from '../../../../core/result.ts';
import type { Result } from '../../../../core/result.ts';
import { newSignal } from '../new-signal.ts';
import { heardOf } from '../source.ts';
import { readReport } from './read-report.ts';
import { ciSource, draftsOf } from './report-drafts.ts';

type ImportParts = {
  readonly path: string;
  readonly repos: readonly Repo[];
  /** Which of them it belongs to; without it the one whose clone holds the file. */
  readonly repo?: Repo['id'] | undefined;
  readonly signals: Iterable<KnownSignal>;
};

/** The signals of one report that the person names: the same that a watched place would make of it. */
export async function importReport({ path, repos, repo, signals }: ImportParts): Promise<Result<readonly Signal[]>> {
  const report = await readReport(path);
  if (!report.ok) return report;
  const owner = repos.find((each) => (repo === undefined ? path.startsWith(each.path + sep) : each.id === repo));
  const made: Signal[] = [];
  for (const draft of draftsOf([report.value], owner, heardOf(ciSource, signals))) {
    const signal = newSignal(draft);
    if (!signal.ok) return signal;
    made.push(signal.value);
  }
  return ok(made);
}
