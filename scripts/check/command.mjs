import { spawn } from 'node:child_process';

/**
 * Runs a Node program to its end. Its exit code is a value; only a program that cannot start throws.
 * @param {string} cwd
 * @param {string[]} args the script and its arguments
 * @returns {Promise<{ code: number, stdout: string, output: string }>} output is stdout and stderr as they came
 */
export function runNode(cwd, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      stdout += text;
      output += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, stdout, output }));
  });
}
