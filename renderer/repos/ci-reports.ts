import type { RepoId } from '../../core/ids.ts';
import type { CiResults, Settings } from '../../core/settings.ts';

/** Where the repo's own CI leaves its reports. */
export function reportsOf({ ciResults }: Settings, repo: RepoId): readonly string[] {
  return ciResults.filter((place) => place.repo === repo).map(({ files }) => files);
}

/** The setting with the places of one repo as they were written: separated by commas. */
export function withReports({ ciResults }: Settings, repo: RepoId, text: string): CiResults[] {
  const places = text.split(',').map((files) => ({ repo, files: files.trim() }));
  return [...ciResults.filter((place) => place.repo !== repo), ...places.filter(({ files }) => files !== '')];
}
