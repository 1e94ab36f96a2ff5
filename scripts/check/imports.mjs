import path from 'node:path';
import { capture } from '../setup/command.mjs';
import { APP, filesUnder, isTypeScript } from './files.mjs';
import { root as repo } from '../setup/paths.mjs';

const CRUISER = path.join(repo, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
const RULES = path.join(repo, '.dependency-cruiser.cjs');

/** The app will never again be smaller than this. Raise it as it grows. */
const FLOOR = 250;
const SEEN_SHARE = 0.95;

/**
 * Holds the imports of the app against the rules of .dependency-cruiser.cjs.
 * @param {{ root?: string, floor?: number, rules?: string }} [options] root has the layout of this repository
 */
export async function checkImports({ root = repo, floor = FLOOR, rules = RULES } = {}) {
  const onDisk = filesUnder(root, APP).filter(isTypeScript);
  const { stdout, output } = await capture(
    process.execPath,
    [CRUISER, ...APP, '--config', rules, '--output-type', 'json'],
    { cwd: root },
  );
  const cruise = parse(stdout);
  if (!cruise) return { ok: false, output, modules: 0, cycles: 0, violations: [] };

  const violations = cruise.summary.violations;
  const blind = blindness(cruise.modules, { onDisk, floor });
  const problems = [...violations.map((violation) => describe(violation, cruise)), ...blind];
  return {
    ok: problems.length === 0,
    output: problems.join('\n'),
    note: `${onDisk.length} modules`,
    modules: onDisk.length,
    cycles: countCycles(violations),
    violations,
  };
}

/**
 * A cruiser that cannot parse TypeScript sees nothing, or files without imports, and reports success.
 * @param {{ source: string, dependencies: object[] }[]} modules
 * @param {{ onDisk: string[], floor: number }} expected
 * @returns {string[]}
 */
export function blindness(modules, { onDisk, floor }) {
  const expected = new Set(onDisk);
  const seen = modules.filter(({ source }) => expected.has(source));
  const edges = seen.reduce((sum, { dependencies }) => sum + dependencies.length, 0);
  const problems = [];
  if (onDisk.length < floor) problems.push(`The app has ${onDisk.length} modules; at least ${floor} were expected.`);
  if (seen.length < SEEN_SHARE * onDisk.length) {
    problems.push(`Only ${seen.length} of ${onDisk.length} modules on disk were analysed: nothing is proved.`);
  }
  if (edges < seen.length)
    problems.push(`Only ${edges} imports were found in ${seen.length} modules: they were not parsed.`);
  return problems;
}

/** @param {string} stdout */
function parse(stdout) {
  try {
    return JSON.parse(stdout);
  } catch {
    return undefined;
  }
}

function describe({ rule, from, to, cycle }, cruise) {
  const { comment } = cruise.summary.ruleSetUsed.forbidden.find(({ name }) => name === rule.name) ?? {};
  const path = cycle ? [from, ...cycle.map(({ name }) => name)].join(' → ') : from === to ? from : `${from} → ${to}`;
  return `${rule.name}: ${path}\n    ${comment}`;
}

/** The cruiser names a cycle once for each module on it. */
function countCycles(violations) {
  const cycles = violations
    .filter(({ cycle }) => cycle)
    .map(({ cycle }) =>
      cycle
        .map(({ name }) => name)
        .sort()
        .join(),
    );
  return new Set(cycles).size;
}
