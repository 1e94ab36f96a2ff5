/** Starting other programs. */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';

const OUTPUT_KEPT = 20_000;

/** @typedef {{ cwd?: string, env?: NodeJS.ProcessEnv }} CommandOptions */

/**
 * Runs a program to its end and keeps what it printed.
 * @param {string} file
 * @param {readonly string[]} args
 * @param {CommandOptions} [options]
 * @returns {Promise<{ code: number, stdout: string, output: string }>} `code` is 127 when the program could not start;
 *   `output` is the last part of stdout and stderr together
 */
export function capture(file, args, { cwd, env = process.env } = {}) {
  return new Promise((resolve) => {
    const child = spawn(file, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      stdout += text;
      output = (output + text).slice(-OUTPUT_KEPT);
    });
    child.stderr.setEncoding('utf8').on('data', (text) => (output = (output + text).slice(-OUTPUT_KEPT)));
    child.on('error', (error) => resolve({ code: 127, stdout, output: output + error.message }));
    child.on('close', (code, signal) => resolve({ code: exitCode(code, signal), stdout, output }));
  });
}

/**
 * Runs a program on this terminal. Ctrl-C reaches it directly; other termination signals are passed on, so that it can
 * end in its own way.
 * @param {string} file
 * @param {readonly string[]} args
 * @param {CommandOptions} [options]
 * @returns {Promise<number>} its exit code
 */
export async function inherit(file, args, { cwd, env = process.env } = {}) {
  const child = spawn(file, args, { cwd, env, stdio: 'inherit' });
  const ignore = () => {};
  const pass = (/** @type {NodeJS.Signals} */ signal) => child.kill(signal);
  process.on('SIGINT', ignore).on('SIGTERM', pass).on('SIGHUP', pass);
  try {
    return await new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code, signal) => resolve(exitCode(code, signal)));
    });
  } finally {
    process.off('SIGINT', ignore).off('SIGTERM', pass).off('SIGHUP', pass);
  }
}

/**
 * The npm that runs us, or the one on the PATH.
 * @param {readonly string[]} args
 * @param {CommandOptions} options
 */
export function npm(args, options) {
  const entry = process.env.npm_execpath;
  if (entry?.endsWith('js')) return capture(process.execPath, [entry, ...args], options);
  return process.platform === 'win32'
    ? capture('cmd.exe', ['/c', 'npm', ...args], options)
    : capture('npm', args, options);
}

/** @param {number | null} code @param {NodeJS.Signals | null} signal */
function exitCode(code, signal) {
  return code ?? 128 + (signal ? constants.signals[signal] : 0);
}
