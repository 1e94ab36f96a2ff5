/** What set-up says: short lines on stderr (stdout belongs to the command that was asked for). */

/** A problem the person can solve; `remedy` is the next step to take. */
export class SetupFailure extends Error {
  /**
   * @param {string} message
   * @param {string} remedy
   * @param {{ output?: string }} [details] what the failed program printed
   */
  constructor(message, remedy, { output = '' } = {}) {
    super(message);
    this.remedy = remedy;
    this.output = output;
  }
}

/** @param {string} text */
export function say(text) {
  process.stderr.write(`teatree: ${text}\n`);
}

/**
 * Runs one phase, saying when it starts, that it is still going (every 15 s) and how long it took.
 * @template T
 * @param {string} name
 * @param {string} doing what happens, in a few words
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function phase(name, doing, work) {
  const started = Date.now();
  say(`${name}: ${doing}`);
  const beat = setInterval(() => say(`${name}: still working, ${seconds(started)}`), 15_000);
  try {
    const result = await work();
    say(`${name}: done in ${seconds(started)}`);
    return result;
  } finally {
    clearInterval(beat);
  }
}

/** @param {number} since milliseconds since the epoch */
export function seconds(since) {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}

/**
 * Runs a script's main function; its number becomes the exit code. A set-up failure is printed, not thrown.
 * @param {() => Promise<number>} main
 */
export async function runScript(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    if (!(error instanceof SetupFailure)) throw error;
    showFailure(error);
    process.exitCode = 1;
  }
}

/** @param {SetupFailure} failure */
export function showFailure({ message, remedy, output }) {
  if (output) process.stderr.write(`${output.trimEnd()}\n`);
  say(`${message}\n  Remedy: ${remedy}`);
}
