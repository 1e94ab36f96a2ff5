/** The part of the matrix that needs the whole app: e2e/acp/in-the-app.test.ts says what it saw as annotations. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inElectronEnvironment } from '../electron/environment.mjs';
import { inherit } from '../setup/command.mjs';
import { build, electron, packages, setUp, systemForWindows } from '../setup/index.mjs';
import { root } from '../setup/paths.mjs';
import { readReport } from '../test/counts.mjs';

/** @typedef {{ trial: string, ok: boolean, text: string, gap?: string }} Cell */

const TRIALS = ['asked in the inbox', 'edited in the inbox', 'agent killed', 'app killed'];

/**
 * @param {readonly string[]} harnesses their ids
 * @returns {Promise<Record<string, Cell[]>>}
 */
export async function tryInTheApp(harnesses) {
  await setUp(packages, electron, systemForWindows, build);
  const folder = mkdtempSync(join(tmpdir(), 'teatree-matrix-'));
  const report = join(folder, 'report.json');
  const cli = join(root, 'node_modules/@playwright/test/cli.js');
  const only = ['--grep', `\\[(${harnesses.join('|')})\\]`];
  try {
    await inElectronEnvironment((display) =>
      inherit(process.execPath, [cli, 'test', 'e2e/acp/in-the-app.test.ts', ...only, '--reporter=json'], {
        cwd: root,
        env: { ...process.env, ...display, TEATREE_AGENTS: 'all', PLAYWRIGHT_JSON_OUTPUT_FILE: report },
      }),
    );
    const tests = specsIn(readReport(report) ?? {});
    return Object.fromEntries(
      harnesses.map((id) => [id, cellsOf(tests.find(({ title }) => title.includes(`[${id}]`)))]),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {any} suite @returns {{ title: string, tests: any[] }[]} */
function specsIn({ specs = [], suites = [] }) {
  return [...specs, ...suites.flatMap(specsIn)];
}

/** What was reached says so itself; the first that was not carries the error. @param {any} spec @returns {Cell[]} */
function cellsOf(spec) {
  const [test] = spec?.tests ?? [];
  const notes = new Map(
    (test?.annotations ?? []).map((/** @type {any} */ { type, description }) => [type, description]),
  );
  const missed = TRIALS.filter((trial) => !notes.has(trial));
  const error = test?.results.at(-1)?.error?.message ?? 'not tried';
  const plain = error.replaceAll(new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g'), '').replaceAll(/\s+/g, ' ');
  return TRIALS.map((trial) => {
    const text = String(notes.get(trial) ?? (trial === missed[0] ? plain.slice(0, 160) : 'not tried'));
    const gap = notes.get(`${trial}: gap`);
    return { trial, ok: notes.has(trial) && gap === undefined, text, ...(gap !== undefined && { gap: String(gap) }) };
  });
}
