/**
 * Runs all checks, `atOnce` at a time, also when one fails, and prints a line for each as it ends.
 * @param {import('./all.mjs').Check[]} checks
 * @param {number} atOnce
 * @param {(line: string) => void} [print]
 * @returns {Promise<Map<string, import('./all.mjs').Result>>}
 */
export async function runChecks(checks, atOnce, print = console.log) {
  const waiting = [...checks];
  const results = new Map();
  const lane = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      const started = performance.now();
      const result = await outcomeOf(check);
      results.set(check.name, result);
      print(describe(check.name, result, performance.now() - started));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return results;
}

/**
 * The size figures of style.md, with its targets.
 * @param {Map<string, import('./all.mjs').Result>} results
 * @param {(line: string) => void} [print]
 */
export function printFigures(results, print = console.log) {
  const figures = results.get('sizes')?.figures;
  if (!figures) return;
  const { files, functions } = figures;
  print('');
  print(
    `files      ${files.count}: median ${files.median} lines, p90 ${files.p90}, max ${files.max} (${files.longest})`,
  );
  print(`functions  ${functions.count}: p90 ${functions.p90} lines, max ${functions.max} (${functions.longest})`);
  print(`folders    ${results.get('names and folders')?.crowded} over 12 files`);
  print(`cycles     ${results.get('import rules')?.cycles}`);
  print('targets    median 55–120, 90 % of functions < 50, file max 300, no crowded folder, no cycle');
}

/** A check that throws has failed; the others still run. */
async function outcomeOf(check) {
  try {
    return await check.run();
  } catch (error) {
    return { ok: false, output: error.stack };
  }
}

function describe(name, { ok, output, note }, milliseconds) {
  const line = `${ok ? '✓' : '✗'} ${name} ${(milliseconds / 1000).toFixed(1)} s${note ? ` (${note})` : ''}`;
  return ok || !output ? line : `${line}\n${output.replace(/^/gm, '    ')}`;
}
