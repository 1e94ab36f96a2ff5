import type { CommitId, RepoId } from '../ids.ts';
import type { WrittenComment } from '../model/review/comment.ts';
import type { Finding } from './findings.ts';

/** One repo's part under review. `lines`: how many the files have that findings name; absent where there is no such file. */
export type ReviewedFiles = {
  readonly repo: RepoId;
  readonly name: string;
  readonly head: CommitId;
  /** Where the reviewer saw it. */
  readonly folder: string;
  /** Paths that differ, those that were removed too. */
  readonly changed: readonly string[];
  readonly lines: ReadonlyMap<string, number>;
};

type Anchored = Pick<WrittenComment, 'repo' | 'commit' | 'severity' | 'title' | 'body'> & {
  readonly path?: string;
  readonly line?: number;
};

/**
 * Where a finding stands in the commits. A line that the file does not have makes it a remark on the file, a file that
 * is not there one on the repo's part as a whole: nothing a reviewer says is lost, and nothing points nowhere.
 */
export function anchor(finding: Finding, reviewed: readonly ReviewedFiles[]): Anchored | undefined {
  const { path, line, severity, title, body } = finding;
  const named = reviewed.find(({ name }) => name === finding.repo);
  const places = (named ? [named] : reviewed).map((part) => ({ part, path: pathIn(path, part) }));
  const place = places.find((each) => each.path !== undefined) ?? places[0];
  if (!place) return undefined;
  const { part } = place;
  const known = { repo: part.repo, commit: part.head, severity, title };
  if (place.path === undefined) return { ...known, body: path === undefined ? body : elsewhere(path, body) };
  const has = line !== undefined && line <= (part.lines.get(place.path) ?? 0);
  return { ...known, body, path: place.path, ...(has && { line }) };
}

/** The names under which a finding may mean a file of this part, the likeliest first. */
export function candidates(
  path: string | undefined,
  { name, folder }: Pick<ReviewedFiles, 'name' | 'folder'>,
): readonly string[] {
  if (path === undefined) return [];
  const plain = path.replace(/^\.\//, '');
  const from = (prefix: string) => (plain.startsWith(prefix) ? [plain.slice(prefix.length)] : []);
  return [plain, ...from(`${folder}/`), ...from(`${name}/`), ...from('a/'), ...from('b/')].filter(isInside);
}

function elsewhere(path: string, body: string): string {
  return `It names ${path}, which is not there.${body === '' ? '' : ` ${body}`}`.slice(0, 8000);
}

function isInside(path: string): boolean {
  return path !== '' && !path.startsWith('/') && path.length <= 4096 && !path.split('/').includes('..');
}

function pathIn(path: string | undefined, part: ReviewedFiles): string | undefined {
  const names = candidates(path, part);
  return names.find((each) => part.changed.includes(each)) ?? names.find((each) => part.lines.has(each));
}
