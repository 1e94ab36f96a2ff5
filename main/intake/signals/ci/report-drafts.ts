import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { Repo } from '../../../../core/model/repo.ts';
import type { SignalDraft } from '../new-signal.ts';
import type { Heard } from '../source.ts';
import type { Report } from './read-report.ts';
import type { TestResult } from './test-result.ts';

const mostFailures = 200;
const longestName = 500;

/** The name of the source, whoever brings a report. */
export const ciSource = 'ci';

type Verdict = { readonly id: string; readonly test: TestResult; readonly report: Report };

/**
 * What reports come to, in whatever order they are read: the newest report has the last word about a test. One that
 * fails is a signal; one that passes ends the signal there is. A test that was skipped or is not told of changes nothing.
 */
export function draftsOf(reports: readonly Report[], repo: Repo | undefined, known: Heard): readonly SignalDraft[] {
  const verdicts = [...latest(reports, repo).values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  const failed = verdicts.filter(({ test }) => test.outcome === 'failed');
  const passed = verdicts.filter(({ test, id }) => test.outcome === 'passed' && known.has(id));
  return [
    ...failed.slice(0, mostFailures).map((verdict) => failureOf(verdict, repo)),
    ...passed.flatMap(({ id, report: { at } }) => {
      const signal = known.get(id);
      return signal && signal.revision < at ? [{ ...signal, revision: at, at, over: true }] : [];
    }),
    ...moreOf(failed, repo),
  ];
}

function latest(reports: readonly Report[], repo: Repo | undefined): ReadonlyMap<string, Verdict> {
  const verdicts = new Map<string, Verdict>();
  for (const report of reports)
    for (const test of report.tests) {
      if (test.outcome === 'skipped') continue;
      const id = idOf(repo, 'test', [...test.suite, test.name].join(' › '));
      const before = verdicts.get(id);
      if (!before || wins({ id, test, report }, before)) verdicts.set(id, { id, test, report });
    }
  return verdicts;
}

/** Of two at the same time the failure; a test that was tried twice in one report has failed once. */
function wins(a: Verdict, b: Verdict): boolean {
  if (a.report.at !== b.report.at) return a.report.at > b.report.at;
  if (a.test.outcome !== b.test.outcome) return a.test.outcome === 'failed';
  return JSON.stringify([a.report.path, a.test]) > JSON.stringify([b.report.path, b.test]);
}

function failureOf({ id, test, report }: Verdict, repo: Repo | undefined): SignalDraft {
  const where = test.suite.at(-1);
  const named = [where, test.name].filter((word) => word !== undefined && word !== '').join(' › ');
  const body = [test.suite.join(' › '), test.file, test.told];
  return {
    ...draft(id, report.at, repo),
    // Not in the words: paths that are named there are what the signal is about.
    actor: `a CI run: ${basename(report.path)}`.slice(0, 200),
    title: `Test fails: ${named || 'without a name'}`,
    body: body.filter((part) => part !== undefined && part !== '').join('\n\n'),
    ...(test.file !== undefined && test.file !== '' && { paths: [test.file.slice(0, 1000)] }),
  };
}

function moreOf(failed: readonly Verdict[], repo: Repo | undefined): readonly SignalDraft[] {
  const more = failed.length - mostFailures;
  if (more <= 0) return [];
  const at = Math.max(...failed.map(({ report }) => report.at));
  const title = `${String(more)} more tests fail${repo ? ` in ${repo.name}` : ''}`;
  const body = `${String(failed.length)} tests fail; the first ${String(mostFailures)} by name are signals of their own.`;
  return [{ ...draft(moreId(repo), at, repo), title, body }];
}

export function moreId(repo: Repo | undefined): string {
  return idOf(repo, 'more', 'failures');
}

/** A report that cannot be read is a signal itself: what it would have told is not known. */
export function troubleOf(path: string, { at, why }: { readonly at: number; readonly why: string }, repo: Repo) {
  const title = `A report of ${repo.name} cannot be read`;
  return { ...draft(idOf(repo, 'file', path), at, repo), title, body: why };
}

export function isTrouble(id: string, repo: Repo): boolean {
  return id.startsWith(idOf(repo, 'file', ''));
}

/** Whoever writes a test or a report need not be the person. */
function draft(externalId: string, at: number, repo: Repo | undefined) {
  const origin = { source: ciSource, kind: 'red-check', actor: 'a CI run', trust: 'outside' } as const;
  return { ...origin, externalId, revision: at, at, repo: repo?.id };
}

function idOf(repo: Repo | undefined, kind: 'test' | 'file' | 'more', name: string): string {
  const tidy = name.replaceAll(/\s+/g, ' ').trim();
  const cut =
    tidy.length <= longestName
      ? tidy
      : `${tidy.slice(0, longestName - 17)}…${createHash('sha256').update(tidy).digest('hex').slice(0, 16)}`;
  return `${repo?.id ?? 'none'}:${kind}:${cut}`;
}
