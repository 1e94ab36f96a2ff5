/** Starting other programs. */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';

const OUTPUT_KEPT = 20_000;
const PARENT = process.ppid;
const PARENT_POLL_MS = 500;
const SIGNALS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

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
 * end in its own way; a second signal kills it.
 * @param {string} file
 * @param {readonly string[]} args
 * @param {CommandOptions} [options]
 * @returns {Promise<number>} its exit code
 */
export async function inherit(file, args, { cwd, env = process.env } = {}) {
  const child = spawn(file, args, { cwd, env, stdio: 'inherit' });
  const stopPassing = passSignals(child);
  try {
    return await new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code, signal) => resolve(exitCode(code, signal)));
    });
  } finally {
    stopPassing();
  }
}

/** @param {import('node:child_process').ChildProcess} child */
function passSignals(child) {
  let asked = 0;
  const end = (/** @type {NodeJS.Signals} */ signal) => {
    asked += 1;
    if (asked > 1) child.kill('SIGKILL');
    else if (signal !== 'SIGINT') child.kill(signal);
  };
  for (const signal of SIGNALS) process.on(signal, end);
  // A killed npm takes its shell along but not us: we notice that we were left alone.
  const watch = setInterval(() => {
    if (asked === 0 && process.env.npm_lifecycle_event && process.ppid !== PARENT) end('SIGTERM');
  }, PARENT_POLL_MS);
  return () => {
    clearInterval(watch);
    for (const signal of SIGNALS) process.off(signal, end);
  };
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
