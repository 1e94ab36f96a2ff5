/** What `npm run harnesses` does with its arguments. */
import { phase, say } from '../setup/progress.mjs';
import { ensureProgram } from './install.mjs';
import { CI_PROGRAMS, findProgram, programs } from './programs.mjs';

/**
 * Without arguments it only tells what is there.
 * @param {readonly string[]} args
 * @returns {Promise<number>} exit code
 */
export async function installHarnesses(args) {
  const names = namesOf(args);
  const unknown = names.filter((name) => !(name in programs));
  if (unknown.length > 0) {
    say(
      `There is no harness program ${unknown.join(', ')}.\n  Remedy: choose from ${Object.keys(programs).join(', ')}`,
    );
    return 2;
  }
  if (names.length === 0) return print(Object.keys(programs).map((name) => ({ name, ...findProgram(name) })));
  const results = [];
  for (const name of names) results.push(await ensure(name));
  print(results);
  return results.every(({ ok }) => ok) ? 0 : 1;
}

/** @param {readonly string[]} args */
function namesOf(args) {
  return args.flatMap((arg) => {
    if (arg === '--ci') return CI_PROGRAMS;
    return arg === '--all' ? Object.keys(programs).filter((name) => name !== 'node') : [arg];
  });
}

/** @param {string} name */
async function ensure(name) {
  if (findProgram(name)) return ensureProgram(name);
  return phase(name, `installing ${programs[name].package}`, () => ensureProgram(name));
}

/** @param {unknown} results */
function print(results) {
  process.stdout.write(`${JSON.stringify(results, null, 2)}\n`);
  return 0;
}
