/** What failed beside everything else is run once more, alone. */
import { addUp, told } from './counts.mjs';

/** More than this is no bad luck. */
const MOST = 3;

/**
 * @typedef {import('./parts.mjs').Selection} Selection
 * @typedef {import('./parts.mjs').Ran} Ran
 * @typedef {import('./counts.mjs').Failure} Failure
 */

/**
 * The suite fills a machine: a test of real programs that fails there and passes by itself tells of the machine. It counts
 * as passed and is told as unsteady, with why it failed. No second look has a counterexample, which chance would not find
 * again; a file that could not be loaded; a runner that ended without naming a test; nor more failures than a few.
 * @param {readonly (Ran & { part: Selection['part'] })[]} ran
 * @param {(selection: Selection) => Promise<Ran>} run
 */
export async function withSecondLook(ran, run) {
  const counted = addUp(ran.map((each) => each.counted));
  const failures = ran.flatMap(({ part, failed }) => failed.map((failure) => ({ part, failure })));
  const few = failures.length <= MOST && failures.length === counted.failed;
  const lines = [];
  let unsteady = 0;
  for (const { part, failure } of failures) {
    const steady = few && mayBeLoad(failure) && passed(await run({ part, patterns: aloneIn[part](failure) }));
    if (steady) unsteady += 1;
    lines.push(...told(steady ? 'unsteady' : 'failed', failure));
  }
  return {
    counted: { ...counted, passed: counted.passed + unsteady, failed: counted.failed - unsteady },
    told: lines,
  };
}

/** @param {Ran} ran */
const passed = ({ counted }) => counted.failed === 0 && counted.passed > 0;

/** @param {Failure} failure */
const mayBeLoad = ({ title, words }) =>
  title !== undefined && !words.some((each) => /Property failed after|Counterexample/u.test(each));

/** What leads a runner to one test. @type {Record<Selection['part'], (failure: Failure) => string[]>} */
const aloneIn = {
  unit: ({ file, title = '' }) => [file, '-t', `^${title.replaceAll(/[$()*+.?[\\\]^{|}]/gu, '\\$&')}$`],
  e2e: ({ file, line }) => [line === undefined ? file : `${file}:${String(line)}`],
};
