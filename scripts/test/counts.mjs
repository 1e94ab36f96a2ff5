/** Counts from the test runners' own reports. */
import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 * @typedef {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number,
 *   testResults: { name: string, status: string, message?: string,
 *   assertionResults: { status: string, fullName: string, failureMessages?: string[] }[] }[] }} VitestReport
 * @typedef {{ file: string, specs?: { title: string, ok: boolean, line?: number, tests?: { results: { error?: { message?: string } }[] }[] }[], suites?: Suite[] }} Suite
 * @typedef {{ file: string, title?: string, line?: number, words: string[] }} Failure without a title where a file could
 *   not be loaded; words: the first of why
 * @typedef {{ stats: { expected: number, unexpected: number, flaky: number, skipped: number }, suites?: Suite[] }} PlaywrightReport
 */

/** @param {string} path @returns {any} undefined when the runner wrote none */
export function readReport(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
}

/**
 * A file that could not be loaded has no tests; it counts as one that failed.
 * @param {VitestReport | undefined} report
 * @param {number} exitCode
 */
export function countUnit(report, exitCode) {
  if (!report) return honest({ passed: 0, failed: 0, skipped: 0 }, exitCode);
  const broken = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.length,
  );
  const counts = {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
  return honest(counts, exitCode);
}

/**
 * A test that its runner repeated by itself has failed.
 * @param {PlaywrightReport | undefined} report
 * @param {number} exitCode
 */
export function countEndToEnd(report, exitCode) {
  if (!report) return honest({ passed: 0, failed: 0, skipped: 0 }, exitCode);
  const { expected, unexpected, flaky, skipped } = report.stats;
  return honest({ passed: expected, failed: unexpected + flaky, skipped }, exitCode);
}

/**
 * @param {VitestReport | undefined} report
 * @param {string} root
 * @returns {Failure[]}
 */
export function failedUnit(report, root) {
  return (report?.testResults ?? []).flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(root, name);
    const failed = assertionResults.filter((each) => each.status === 'failed');
    if (failed.length === 0 && status === 'failed') return [{ file, words: firstWords(message) }];
    return failed.map(({ fullName, failureMessages }) => ({
      ...{ file, title: fullName },
      words: firstWords(failureMessages?.[0]),
    }));
  });
}

/** @param {PlaywrightReport | undefined} report @returns {Failure[]} */
export function failedEndToEnd(report) {
  const below = (/** @type {Suite} */ { file, specs = [], suites = [] }) => [
    ...specs
      .filter(({ ok }) => !ok)
      .map(({ title, line, tests }) => ({
        ...{ file: `e2e/${file}`, title, line },
        words: firstWords(tests?.flatMap(({ results }) => results.map(({ error }) => error?.message)).find(Boolean)),
      })),
    ...suites.flatMap(below),
  ];
  return (report?.suites ?? []).flatMap(below);
}

/**
 * A test and why, after the runs: what stands above may be a long log, cut by whoever keeps it.
 * @param {string} verdict @param {Failure} failure
 */
export function told(verdict, { file, title, words }) {
  return [`${verdict}: ${file}${title === undefined ? '' : `: ${title}`}`, ...words.map((each) => `  ${each}`)];
}

/** At most eight lines of 600 characters, without the stack. @param {string | undefined} message */
function firstWords(message = '') {
  const lines = stripVTControlCharacters(message).split('\n');
  const words = lines.filter((each) => each.trim() !== '' && !/^\s+at /u.test(each));
  return words.slice(0, 8).map((each) => each.slice(0, 600));
}

/** @param {readonly Counts[]} counts @returns {Counts} */
export function addUp(counts) {
  const sum = (/** @type {keyof Counts} */ key) => counts.reduce((total, count) => total + count[key], 0);
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') };
}

/** @param {Counts} counts */
export function line({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/**
 * A runner that ended badly, or that ran nothing, counts as a failure even if no test says so.
 * @param {Counts} counts
 * @param {number} exitCode
 */
function honest(counts, exitCode) {
  const ranNothing = counts.passed + counts.failed === 0;
  return counts.failed === 0 && (exitCode !== 0 || ranNothing) ? { ...counts, failed: 1 } : counts;
}
