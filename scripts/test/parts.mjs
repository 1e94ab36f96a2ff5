/** The two parts of the tests, and the sum over them. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { inElectronEnvironment } from '../electron/environment.mjs';
import { electronExecutable } from '../electron/runtime.mjs';
import { capture, inherit } from '../setup/command.mjs';
import { needsVirtualDisplay } from '../setup/display.mjs';
import { build, electron, packages, setUp, systemForNode, systemForWindows } from '../setup/index.mjs';
import { root } from '../setup/paths.mjs';
import { SetupFailure, showFailure } from '../setup/progress.mjs';
import { addUp, countEndToEnd, countUnit, failedEndToEnd, failedUnit, line, readReport } from './counts.mjs';
import { withSecondLook } from './second-look.mjs';

export const USAGE = 'Usage: npm test [-- unit|e2e [pattern]]';

/**
 * @typedef {'unit' | 'e2e'} Part
 * @typedef {{ part: Part, patterns: string[] }} Selection
 */

/**
 * @param {readonly string[]} args
 * @returns {Selection[] | undefined} undefined when they make no sense
 */
export function parseParts([part, ...patterns]) {
  if (part === undefined)
    return [
      { part: 'unit', patterns: [] },
      { part: 'e2e', patterns: [] },
    ];
  return part === 'unit' || part === 'e2e' ? [{ part, patterns }] : undefined;
}

/** @param {readonly Selection[]} selections @returns {Promise<number>} the exit code */
export async function runParts(selections) {
  const windows = selections.some(({ part }) => part === 'e2e');
  await setUp(packages, ...(windows ? [electron, systemForWindows] : [systemForNode]));
  process.stdout.write(`${await versions(windows)}\n`);
  const results = join(root, 'test-results');
  mkdirSync(results, { recursive: true });
  const home = mkdtempSync(join(tmpdir(), 'teatree-test-'));
  try {
    const run = async (/** @type {Selection} */ { part, patterns }, again = '') => {
      const report = join(results, `${part}${again}.json`);
      rmSync(report, { force: true });
      const ran = await PARTS[part]({ patterns, report, env: { ...process.env, TEATREE_HOME: home } });
      return { part, ...ran };
    };
    const ran = [];
    for (const selection of selections) ran.push(await run(selection));
    const { counted, told } = await withSecondLook(ran, (selection) => run(selection, '-again'));
    process.stdout.write(`${[...told, line(counted)].join('\n')}\n`);
    return counted.failed > 0 ? 1 : 0;
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/**
 * TEATREE_HOME leads away from the person's own data, should a test forget to choose a folder.
 * @typedef {{ patterns: readonly string[], report: string, env: NodeJS.ProcessEnv }} Job
 */

/** @typedef {{ counted: import('./counts.mjs').Counts, failed: import('./counts.mjs').Failure[] }} Ran */

/** @type {Record<Part, (job: Job) => Promise<Ran>>} */
const PARTS = {
  async unit({ patterns, report, env }) {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const args = [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...reporters, ...patterns];
    const code = await inherit(process.execPath, args, { cwd: root, env });
    const read = readReport(report);
    return { counted: countUnit(read, code), failed: failedUnit(read, root) };
  },

  async e2e({ patterns, report, env }) {
    try {
      await setUp(build);
    } catch (error) {
      if (!(error instanceof SetupFailure)) throw error;
      showFailure(error);
      return { counted: countEndToEnd(undefined, 1), failed: [{ file: 'the build', words: [] }] };
    }
    const shards = await Promise.all(shardsOf(patterns).map((shard) => endToEnd({ report, env, args: shard })));
    return {
      counted: addUp(shards.map(({ counted }) => counted)),
      failed: shards.flatMap(({ failed }) => failed),
    };
  },
};

/**
 * Most of an end-to-end test is waiting. Tests of one display disturb each other, so all of them run as three shards with
 * a display and a bus each; where there is a real display, or on a single core, as one.
 * @param {readonly string[]} patterns
 * @returns {string[][]} arguments of Playwright
 */
export function shardsOf(patterns, alone = !needsVirtualDisplay() || availableParallelism() < 2) {
  return patterns.length > 0 || alone
    ? [[...patterns]]
    : ['pages', 'agents', 'app'].map((name) => [`--project=${name}`]);
}

/** @param {{ report: string, env: NodeJS.ProcessEnv, args: string[] }} shard */
async function endToEnd({ report, env, args }) {
  const shard = /^--project=(\w+)/u.exec(args[0] ?? '')?.[1];
  const file = shard ? report.replace(/json$/u, `${shard}.json`) : report;
  rmSync(file, { force: true });
  const output = join(dirname(report), shard ? `e2e-${shard}` : 'e2e');
  const command = [join(root, 'node_modules/@playwright/test/cli.js'), 'test', `--output=${output}`, ...args];
  const code = await inElectronEnvironment((display) =>
    inherit(process.execPath, command, { cwd: root, env: { ...env, ...display, PLAYWRIGHT_JSON_OUTPUT_FILE: file } }),
  );
  const read = readReport(file);
  return { counted: countEndToEnd(read, code), failed: failedEndToEnd(read) };
}

/** What the tests run on. @param {boolean} windows */
async function versions(windows) {
  const unit = `unit tests on Node ${process.versions.node}`;
  if (!windows) return unit;
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  const { code, stdout, output } = await capture(
    electronExecutable() ?? '',
    ['-p', 'JSON.stringify(process.versions)'],
    { env },
  );
  if (code !== 0)
    throw new SetupFailure('Electron does not start', 'delete node_modules/electron/dist and try again', { output });
  const { electron, node, chrome } = JSON.parse(stdout);
  return `${unit}; end-to-end tests on Electron ${electron} (Node ${node}, Chromium ${chrome})`;
}
