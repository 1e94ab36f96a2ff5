import type { Repo } from '../../../../core/model/repo.ts';
import type { CiResults } from '../../../../core/settings.ts';
import type { SignalDraft } from '../new-signal.ts';
import type { Heard, SignalSource } from '../source.ts';
import { findReports } from './find-reports.ts';
import type { FoundReports } from './find-reports.ts';
import { readReport } from './read-report.ts';
import type { Report } from './read-report.ts';
import { ciSource, draftsOf, isTrouble, moreId, troubleOf } from './report-drafts.ts';

const everyMs = 10_000;
/** A file that changed this short a while ago may still be written to. */
const settledMs = 1000;

type CiParts = {
  readonly repos: () => Iterable<Repo>;
  readonly places: () => readonly CiResults[];
};

/** Reports that the person's own CI runs leave on this machine; read again as a whole when one of a repo changes. */
export function ciResults({ repos, places }: CiParts): SignalSource {
  const seen = new Map<Repo['id'], string>();

  async function lookAt(repo: Repo, known: Heard, now: number) {
    const own = places().filter((place) => place.repo === repo.id);
    if (own.length === 0) return undefined;
    const found = await Promise.all(
      own.map(async ({ files }) => ({ place: files, ...(await findReports(repo.path, files)) })),
    );
    const files = settled(found, now);
    const print = JSON.stringify([files, found.map(({ place, cut }) => [place, cut])]);
    if (seen.get(repo.id) === print) return undefined;
    const { reports, troubles } = await readAll(files, repo);
    for (const { place, cut } of found) {
      const why = `${place}: too much lies there to look at all of it. Name a narrower folder or glob in the settings.`;
      if (cut) troubles.push(troubleOf(place, { at: now, why }, repo));
    }
    seen.set(repo.id, print);
    const there = [...draftsOf(reports, repo, known), ...troubles];
    const still = new Set(there.map(({ externalId }) => externalId));
    const gone = [...known.keys()].filter((id) => (isTrouble(id, repo) || id === moreId(repo)) && !still.has(id));
    return { there, gone };
  }

  return {
    name: ciSource,
    everyMs,
    async look({ known, now }) {
      const there: SignalDraft[] = [];
      const gone: string[] = [];
      for (const repo of repos()) {
        const news = await lookAt(repo, known, now);
        there.push(...(news?.there ?? []));
        gone.push(...(news?.gone ?? []));
      }
      return { there, gone };
    },
  };
}

/** Each file once, though several places may hold it. */
function settled(found: readonly FoundReports[], now: number): FoundReports['files'] {
  const files = new Map(found.flatMap((each) => each.files.map((file) => [file.path, file] as const)));
  return [...files.values()].filter(({ at }) => Math.abs(now - at) >= settledMs);
}

async function readAll(files: FoundReports['files'], repo: Repo) {
  const reports: Report[] = [];
  const troubles: SignalDraft[] = [];
  for (const { path, at } of files) {
    const report = await readReport(path);
    if (report.ok) reports.push(report.value);
    else troubles.push(troubleOf(path, { at, why: report.error.message }, repo));
  }
  return { reports, troubles };
}
