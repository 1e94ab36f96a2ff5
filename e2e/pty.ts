import { spawn } from 'node:child_process';
import { expect } from '@playwright/test';

const ESCAPE = String.fromCharCode(27);
const CURSOR_WANTED = `${ESCAPE}[6n`;

/** What is for the terminal itself, not for the eye. */
const sequences = new RegExp(
  `${ESCAPE}(\\[[0-9;?<>=]*[A-Za-z]|\\][^\\u0007${ESCAPE}]*(\\u0007|${ESCAPE}\\\\)|[()][A-Z0-9])`,
  'g',
);

/** OpenCode alone takes a minute to draw anything where much else is to do. */
const LOOKS = 300;

/** A terminal of 200 columns; what is drawn is read without its escape sequences. */
export function openInPty(line: string, env: NodeJS.ProcessEnv) {
  const child = spawn('script', ['-qec', `stty cols 200 rows 50; ${line}`, '/dev/null'], { env, detached: true });
  let screen = '';
  child.stdout.on('data', (chunk: Buffer) => {
    screen += chunk.toString('utf8');
    // Some wait until the terminal has told where its cursor is.
    if (chunk.includes(CURSOR_WANTED)) child.stdin.write(`${ESCAPE}[1;1R`);
  });
  const drawn = () => screen.replace(sequences, ' ');
  const ended = new Promise((resolve) => child.on('exit', resolve));
  return {
    async until(pattern: RegExp, answers: readonly (readonly [RegExp, string])[]) {
      const left = [...answers];
      for (let n = 0; n < LOOKS && !pattern.test(drawn()); n += 1) {
        await new Promise((resolve) => setTimeout(resolve, 500));
        const due = left.findIndex(([question]) => question.test(drawn()));
        // A moment for the question to listen.
        if (due === -1) continue;
        await new Promise((resolve) => setTimeout(resolve, 700));
        for (const [, keys] of left.splice(due, 1)) child.stdin.write(keys);
      }
      expect(drawn()).toMatch(pattern);
    },
    async close() {
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGTERM');
      await ended;
    },
  };
}
